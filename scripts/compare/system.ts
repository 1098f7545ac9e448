import type { Detection, RgbaImage } from '../../main/engine/vision/types';

/** A face with its embedding or descriptor. */
export interface DescribedFace extends Detection {
  vector: ArrayLike<number>;
}

/** One of the programs compared. Pictures come decoded; boxes are in their pixels. */
export interface System {
  what: string;
  detect(image: RgbaImage): Promise<Detection[]>;
  /** Every face of the picture, detected and described. */
  describe(image: RgbaImage): Promise<DescribedFace[]>;
  /** Greater is more alike; null where nothing is described. */
  similarity: ((a: Float32Array, b: Float32Array) => number) | null;
}
