import { decodeImage } from '../vision/decodeImage';
import golden from '../vision/golden/golden.json';
import first from '../vision/golden/franck_02159.jpg?inline';
import second from '../vision/golden/franck_02683.jpg?inline';
import type { Box, FivePoints, RgbaImage } from '../vision/types';

/** A picture of one face, and where that face is. */
export interface Still {
  image: RgbaImage;
  box: Box;
  five: FivePoints;
}

/** The two stills of the golden test. They travel inside the program: whatever the models, they are there. */
export function readStills(): Promise<Still[]> {
  return Promise.all(
    [first, second].map(async (url, i) => {
      const bytes = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
      const { file, box, five } = golden[i]!;
      const image = await decodeImage(bytes, file);
      return { image, box: box as Box, five: five as FivePoints }; // our own file, four and five long
    }),
  );
}
