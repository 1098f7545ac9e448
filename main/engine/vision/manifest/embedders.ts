import { z } from 'zod';
import { Calibration } from './calibration';
import { batch, ColourInput, common, five, Pair } from './parts';

/** Lengths before normalising: what non-faces, covered faces and good frontal faces have. */
const Norms = z.object({
  noFace: z.number(),
  covered: z.number(),
  frontal: z.number(),
  typical: z.number(),
});
export type Norms = z.infer<typeof Norms>;

/** Fields of every embedder. */
const embedder = {
  ...common,
  input: ColourInput,
  role: z.literal('embedder'),
  outputs: z.object({ embedding: z.string() }),
  dimension: z.number().int().positive(),
  metric: z.literal('cosine'),
  batch,
  /** Without them the length of an embedding says nothing about its face. */
  norms: Norms.optional(),
  calibration: Calibration.optional(),
};

const square = ({ input: { width, height } }: { input: { width: number; height: number } }) =>
  width === height;
const SQUARE = { message: 'as wide as high', path: ['input'] };

/** Faces turned and scaled so that five points fall on a template, in pixels of the input. */
export const ArcFace = z
  .object({ ...embedder, family: z.literal('arcface-112'), template: five(Pair) })
  .refine(square, SQUARE);

/** Faces as the detector's box has them, upright or not, with something around. */
export const FaceNet = z
  .object({
    ...embedder,
    family: z.literal('facenet-160'),
    /** The box grown by `scale` about its centre, cut off at the image's edge, stretched to the input. */
    crop: z.object({ rule: z.literal('box-inside'), scale: z.number().positive() }),
  })
  .refine(square, SQUARE);
