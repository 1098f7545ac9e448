import { z } from 'zod';

/** What every entry of models/manifest.json is made of. */

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, '64 hex digits');
const FileName = z.string().regex(/^[\w.-]+\.onnx$/, 'the name of an .onnx file, without a folder');
/** Two numbers: a point, or a rate and its threshold. */
export const Pair = z.tuple([z.number(), z.number()]);
/** Something for each of eyes, nose and corners of the mouth, the person's right first. */
export const five = <T extends z.ZodType>(of: T) => z.tuple([of, of, of, of, of]);

/** What a network is fed: pixels as (v − mean) / std, one plane a channel, in `channels` order. */
export const ModelInput = z
  .object({
    name: z.string(),
    layout: z.literal('NCHW'),
    width: z.number().int().positive(),
    height: z.number().int().positive(),
    channels: z.enum(['RGB', 'BGR', 'GREY']),
    mean: z.array(z.number()),
    std: z.array(z.number().positive()),
  })
  .refine(
    ({ channels, mean, std }) =>
      mean.length === std.length && mean.length === (channels === 'GREY' ? 1 : 3),
    'one mean and one std for each channel',
  );
export type ModelInput = z.infer<typeof ModelInput>;

/** For networks that see colour. */
export const ColourInput = ModelInput.refine(({ channels }) => channels !== 'GREY', {
  message: 'RGB or BGR',
  path: ['channels'],
});

/** One file with a network in it. A model has one, a cascade several. */
export const part = {
  file: FileName,
  bytes: z.number().int().positive(),
  sha256: Sha256,
  source: z.object({
    package: z.string(),
    integrity: z.string().optional(),
    path: z.string(),
    sha256: Sha256,
    changes: z.string(),
  }),
};

/** Fields of every model, whatever its role. */
export const common = {
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  title: z.string(),
  licence: z.string(),
  ...part,
  input: ModelInput,
};

/** Crops that one run takes at most; 1 where the network's first side is fixed. */
export const batch = z.number().int().positive().default(1);
