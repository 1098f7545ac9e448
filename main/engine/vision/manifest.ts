import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { Fault } from '../../../preload/contract/faults';

/** What models/manifest.json may say. The engine knows models by this data alone, never by name. */

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, '64 hex digits');
const FileName = z.string().regex(/^[\w.-]+\.onnx$/, 'the name of an .onnx file, without a folder');
const Pair = z.tuple([z.number(), z.number()]);
const five = <T extends z.ZodType>(of: T) => z.tuple([of, of, of, of, of]);

const Input = z
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
export type ModelInput = z.infer<typeof Input>;

/**
 * How the embedder's similarities are distributed, measured on a named data set. `fmrQuantiles` and
 * `fnmrQuantiles` pair a rate with the threshold that gives it. Above `tail.u` (exceeded at `rate`)
 * non-mated similarities follow a generalised Pareto law: rate · (1 + xi · (t − u) / sigma)^(−1/xi).
 * `curves` are densities for drawing.
 */
const Calibration = z.object({
  source: z.string(),
  date: z.string(),
  command: z.string(),
  people: z.number().int(),
  images: z.number().int(),
  pairs: z.number().int(),
  matedPairs: z.number().int(),
  /** Non-mated pairs left out, and by which rule. */
  excluded: z.object({ rule: z.string(), pairs: z.array(z.tuple([z.string(), z.string()])) }),
  fmrQuantiles: z.array(Pair),
  tail: z.object({
    kind: z.literal('gpd'),
    method: z.string(),
    u: z.number(),
    rate: z.number().positive(),
    xi: z.number(),
    sigma: z.number().positive(),
    exceedances: z.number().int(),
    /** Largest distance between the fitted and the empirical distribution above u (Kolmogorov-Smirnov). */
    ks: z.number(),
    /** 95 % intervals of u and the unrestricted fit by resampling people; null where not measured. */
    interval: z.object({ xi: Pair, sigma: Pair, u: Pair }).nullable(),
  }),
  fnmrQuantiles: z.array(Pair),
  curves: z
    .object({
      similarity: z.array(z.number()),
      mated: z.array(z.number()),
      nonMated: z.array(z.number()),
    })
    .refine(
      ({ similarity, mated, nonMated }) =>
        mated.length === similarity.length && nonMated.length === similarity.length,
      'all three of one length',
    ),
});
export type Calibration = z.infer<typeof Calibration>;

const common = {
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  title: z.string(),
  file: FileName,
  bytes: z.number().int().positive(),
  sha256: Sha256,
  licence: z.string(),
  source: z.object({
    package: z.string(),
    integrity: z.string().optional(),
    path: z.string(),
    sha256: Sha256,
    changes: z.string(),
  }),
  input: Input,
};

const detector = {
  ...common,
  role: z.literal('detector'),
  fit: z.literal('letterbox-top-left'),
  scoreThreshold: z.number().min(0).max(1),
  /** Asked of a face before it is captured without anybody pressing a button. */
  captureScoreThreshold: z.number().min(0).max(1),
  nmsIou: z.number().min(0).max(1),
};

const RfbSsd = z.object({
  ...detector,
  family: z.literal('rfb-ssd'),
  outputs: z.object({ scores: z.string(), boxes: z.string() }),
  anchors: z.number().int().positive(),
});
const YuNet = z.object({
  ...detector,
  family: z.literal('yunet'),
  /** Each stride's outputs; `prefix` + stride is the name. */
  outputs: z.object({ cls: z.string(), obj: z.string(), box: z.string(), points: z.string() }),
  strides: z.array(z.number().int().positive()).min(1),
});
const Points68 = z.object({
  ...common,
  role: z.literal('landmarks'),
  family: z.literal('points-68'),
  crop: z.object({ rule: z.literal('box'), scale: z.number().positive() }),
  outputs: z.object({ points: z.string() }),
  fivePoints: five(z.array(z.number().int().min(0).max(67)).min(1)),
});
const ArcFace = z.object({
  ...common,
  role: z.literal('embedder'),
  family: z.literal('arcface-112'),
  outputs: z.object({ embedding: z.string() }),
  dimension: z.number().int().positive(),
  metric: z.literal('cosine'),
  template: five(Pair),
  /** Lengths before normalising: what non-faces, covered faces and good frontal faces have. */
  norms: z.object({
    noFace: z.number(),
    covered: z.number(),
    frontal: z.number(),
    typical: z.number(),
  }),
  calibration: Calibration.optional(),
});
const MiniFasNet = z.object({
  ...common,
  role: z.literal('liveness'),
  family: z.literal('minifasnet'),
  crop: z.object({ rule: z.literal('scaled-inside'), scale: z.number().positive() }),
  outputs: z.object({ logits: z.string() }),
  liveClass: z.number().int().min(0),
  threshold: z.number().min(0).max(1),
  minFrames: z.number().int().positive(),
});

const Model = z.discriminatedUnion('family', [RfbSsd, YuNet, Points68, ArcFace, MiniFasNet]);
const Manifest = z
  .object({
    format: z.literal(1),
    defaults: z.object({
      detector: z.string(),
      landmarks: z.string(),
      embedder: z.string(),
      liveness: z.string(),
    }),
    models: z.array(Model),
  })
  .superRefine(({ defaults, models }, context) => {
    for (const [role, id] of Object.entries(defaults)) {
      if (models.some((model) => model.role === role && model.id === id)) continue;
      context.addIssue({
        code: 'custom',
        path: ['defaults', role],
        message: `no ${role} "${id}" is listed`,
      });
    }
  });

export type Manifest = z.infer<typeof Manifest>;
export type ModelEntry = z.infer<typeof Model>;
export type DetectorEntry = Extract<ModelEntry, { role: 'detector' }>;
export type LandmarksEntry = z.infer<typeof Points68>;
export type EmbedderEntry = z.infer<typeof ArcFace>;
export type LivenessEntry = z.infer<typeof MiniFasNet>;

/** Reads `modelsDir`/manifest.json. Throws Fault MODEL_MISSING or MANIFEST_INVALID (detail.where). */
export async function loadManifest(modelsDir: string): Promise<Manifest> {
  const file = path.join(modelsDir, 'manifest.json');
  const text = (await readModelFile(file)).toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Fault('MANIFEST_INVALID', `${file} is not JSON`, { file, where: '' }, { cause });
  }
  const parsed = Manifest.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.join('.') ?? '';
  throw new Fault('MANIFEST_INVALID', `${file}: ${where || 'top level'}: ${issue?.message}`, {
    file,
    where,
  });
}

/** The default model of a role. `loadManifest` has made sure that it is there. */
export function defaultModel<R extends ModelEntry['role']>(
  { defaults, models }: Manifest,
  role: R,
): Extract<ModelEntry, { role: R }> {
  const found = models.find(
    (model): model is Extract<ModelEntry, { role: R }> =>
      model.role === role && model.id === defaults[role],
  );
  if (found === undefined) throw new Error(`The manifest has no default ${role}`);
  return found;
}

/**
 * The bytes of a listed model, after its sha256 was found right: what is returned is what was
 * checked. Throws Fault MODEL_MISSING or MODEL_HASH.
 */
export async function readVerified(
  modelsDir: string,
  { file, sha256: expected }: Pick<ModelEntry, 'file' | 'sha256'>,
): Promise<Uint8Array> {
  const bytes = await readModelFile(path.join(modelsDir, file));
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual === expected) return bytes;
  const detail = { file: path.join(modelsDir, file), expected, actual };
  throw new Fault('MODEL_HASH', `${detail.file} is not the model that the manifest lists`, detail);
}

async function readModelFile(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : 'unknown';
    throw new Fault(
      'MODEL_MISSING',
      `${file} cannot be read (${String(code)})`,
      { file, code },
      { cause },
    );
  }
}
