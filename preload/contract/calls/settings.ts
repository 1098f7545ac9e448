import { z } from 'zod';
import { Similarity } from '../shapes';

export const providers = ['auto', 'cuda', 'webgpu', 'dml', 'coreml', 'cpu'] as const;
export const Provider = z.enum(providers);
export type Provider = z.infer<typeof Provider>;

/** Settings live in the database, so they move with the data folder. Defaults are the schema's. */
export const Settings = z.object({
  locale: z.enum(['en', 'zh-CN']).default('en'),
  theme: z.enum(['auto', 'light', 'dark']).default('auto'),
  stationName: z.string().trim().min(1).max(60).default('Front desk'),
  /** `auto`: the threshold follows from `risk` and the gallery's size. `fixed`: `threshold` holds. */
  thresholdMode: z.enum(['auto', 'fixed']).default('auto'),
  threshold: Similarity.default(0.45),
  /** Wrong names tolerated per stranger who walks up (FPIR); 0.001 is one in a thousand. */
  risk: z.number().min(1e-6).max(0.5).default(0.001),
  /** Wrong matches tolerated per verification, which is one comparison (FMR); apart from `risk`. */
  verifyRisk: z.number().min(1e-6).max(0.1).default(0.001),
  /** A name must lead the second-best person by this much similarity. */
  margin: z.number().min(0).max(1).default(0.05),
  /** Embedded frames that must agree before a name is said. */
  agreement: z.number().int().min(1).max(20).default(3),
  liveness: z.boolean().default(true),
  livenessThreshold: z.number().min(0).max(1).default(0.5),
  /** The same person makes no second event within this time. */
  cooldownSeconds: z.number().int().min(0).max(86_400).default(300),
  /** Faces narrower than this many pixels are asked to come closer. */
  minFacePx: z.number().int().min(40).max(400).default(80),
  /** Larger frames are sent, and parts of them looked at enlarged: sees people come from afar. */
  farFaces: z.boolean().default(false),
  /** Decide everybody in view (an open door), or the nearest alone (one at a time). */
  facePolicy: z.enum(['all', 'nearest']).default('all'),
  keepThumbnails: z.boolean().default(true),
  camera: z.object({ deviceId: z.string(), label: z.string() }).nullable().default(null),
  provider: Provider.default('auto'),
  threads: z.number().int().min(1).max(64).default(2),
});
export type Settings = z.infer<typeof Settings>;

/** Any subset; what is left out stays as it is. */
export const SettingsPatch = z.object(
  Object.fromEntries(
    Object.entries(Settings.shape).map(([key, schema]) => [key, schema.unwrap().optional()]),
  ) as {
    [K in keyof typeof Settings.shape]: z.ZodOptional<
      ReturnType<(typeof Settings.shape)[K]['unwrap']>
    >;
  }, // fromEntries loses the keys
);
export type SettingsPatch = z.infer<typeof SettingsPatch>;

export const settings = {
  'settings.get': { input: z.object({}), output: Settings },
  /** Takes effect on the next frame. Provider and threads take effect after the engine restarts. */
  'settings.update': { input: SettingsPatch, output: Settings },
} as const;
