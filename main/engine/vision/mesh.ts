import type { MeshEntry } from './manifest';
import { squareBox } from './geometry';
import { Resizer } from './resample';
import type { Session } from './session';
import type { Box, FaceMesh, MeshPoint, RgbaImage } from './types';

export interface Mesher {
  /** The mesh of the face in `box`, in image pixels, and how sure the network is that it is a face. */
  fit(image: RgbaImage, box: Box): Promise<FaceMesh>;
}

/**
 * A face mesh network (468 points and a face flag) over its session. The crop is a square of
 * `crop.scale` times the box's longer side about its middle, upright: heads tilted by more than some
 * 30 degrees fit badly.
 */
export function createMesher(entry: MeshEntry, session: Session): Mesher {
  const { input, outputs, crop } = entry;
  const resizer = new Resizer(input.width, input.height);
  return {
    async fit(image, box) {
      const square = squareBox(box, crop.scale);
      const [left, top, side] = square;
      const result = await session.run((into) => resizer.resize(image, square, input, into));
      const flat = result[outputs.points]!;
      const scale = side / input.width;
      const points = Array.from({ length: flat.length / 3 }, (_, i): MeshPoint => [
        left + flat[3 * i]! * scale,
        top + flat[3 * i + 1]! * scale,
        flat[3 * i + 2]! * scale,
      ]);
      return { face: result[outputs.face]![0]!, points };
    },
  };
}
