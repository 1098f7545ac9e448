import { z } from 'zod';
import { batch, ColourInput, common, part } from './parts';

const share = z.number().min(0).max(1);

/** Fields of every detector. */
const detector = {
  ...common,
  input: ColourInput,
  role: z.literal('detector'),
  scoreThreshold: share,
  /** Asked of a face before it is captured without anybody pressing a button. */
  captureScoreThreshold: share,
  nmsIou: share,
};

/**
 * How an image comes into the input: aspect kept, at the top left, black beside it. 'trimmed' cuts
 * what is beside it off, to whole cells of the largest stride: for networks that take any size.
 */
const LetterboxTopLeft = z.literal('letterbox-top-left');
const Letterbox = z.enum(['letterbox-top-left', 'letterbox-trimmed']);

/** Which points alignment goes by: the landmark network's, or the five that come with the face. */
const alignBy = z.enum(['landmarks', 'detector']).default('landmarks');

const strides = z.array(z.number().int().positive()).min(1);
const wholeCells = (entry: { input: { width: number; height: number }; strides: number[] }) =>
  entry.strides.every(
    (stride) => entry.input.width % stride === 0 && entry.input.height % stride === 0,
  );
const WHOLE_CELLS = { message: 'a multiple of every stride', path: ['input'] };

export const RfbSsd = z.object({
  ...detector,
  family: z.literal('rfb-ssd'),
  fit: LetterboxTopLeft,
  outputs: z.object({ scores: z.string(), boxes: z.string() }),
  anchors: z.number().int().positive(),
});

export const YuNet = z
  .object({
    ...detector,
    family: z.literal('yunet'),
    fit: Letterbox,
    alignBy,
    /** Each stride's outputs; `prefix` + stride is the name. */
    outputs: z.object({ cls: z.string(), obj: z.string(), box: z.string(), points: z.string() }),
    strides,
  })
  .refine(wholeCells, WHOLE_CELLS);

const names = z.array(z.string()).min(1);
export const Scrfd = z
  .object({
    ...detector,
    family: z.literal('scrfd'),
    fit: Letterbox,
    alignBy,
    /** Names of the outputs, one for each stride, in their order. Some networks have no points. */
    outputs: z.object({ scores: names, boxes: names, points: names.optional() }),
    strides,
    anchorsPerCell: z.number().int().positive(),
  })
  .refine(wholeCells, WHOLE_CELLS)
  .refine(
    ({ outputs, strides: { length } }) =>
      Object.values(outputs).every((list) => list === undefined || list.length === length),
    { message: 'one name for each stride', path: ['outputs'] },
  );

/** A network of the cascade after the first, over square crops of what the one before let pass. */
const stage = { ...part, input: ColourInput, batch };

/** Three networks; `file`, `input` and `outputs` are those of the first, over an image pyramid. */
export const Mtcnn = z.object({
  ...detector,
  family: z.literal('mtcnn'),
  alignBy,
  /** 'column-major': the networks see width and height exchanged, and so are the cells they give. */
  pixels: z.enum(['row-major', 'column-major']),
  outputs: z.object({ scores: z.string(), boxes: z.string() }),
  /** The first network: from one scale of the pyramid to the next, and what goes on to `refine`. */
  propose: z.object({
    /** Sides of the smallest face looked for: pixels, and share of the image's shorter side. */
    smallestPx: z.number().min(12),
    smallestShare: share,
    scaleStep: z.number().gt(0.1).lt(1),
    scoreThreshold: share,
    nmsIouWithinScale: share,
    nmsIou: share,
  }),
  refine: z.object({
    ...stage,
    outputs: z.object({ scores: z.string(), boxes: z.string() }),
    scoreThreshold: share,
    nmsIou: share,
  }),
  /** Its threshold is the model's own, `scoreThreshold`; of faces that overlap by more than `nmsIou`
   * of the smaller one, the best stays. */
  finish: z.object({
    ...stage,
    outputs: z.object({ scores: z.string(), boxes: z.string(), points: z.string() }),
  }),
});
