import { z } from 'zod';
import { Mtcnn, RfbSsd, Scrfd, YuNet } from './detectors';
import { ArcFace, FaceNet } from './embedders';
import { Points68 } from './landmarks';
import { MiniFasNet } from './liveness';
import { FaceMesh192 } from './meshes';

/** What models/manifest.json may say. The engine knows models by this data alone, never by name. */

export const Model = z.discriminatedUnion('family', [
  RfbSsd,
  YuNet,
  Scrfd,
  Mtcnn,
  Points68,
  ArcFace,
  FaceNet,
  MiniFasNet,
  FaceMesh192,
]);
const Defaults = z.object({
  detector: z.string(),
  landmarks: z.string(),
  embedder: z.string(),
  liveness: z.string(),
  mesh: z.string(),
});
export const Manifest = z
  .object({ format: z.literal(1), defaults: Defaults, models: z.array(Model) })
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

/** What a station adds to the shipped manifest: models of its own, and which of all to use by role. */
export const Overlay = z.object({
  format: z.literal(1),
  defaults: Defaults.partial().default({}),
  models: z.array(Model),
});

export type Manifest = z.infer<typeof Manifest>;
export type Overlay = z.infer<typeof Overlay>;
export type ModelEntry = z.infer<typeof Model>;
export type DetectorEntry = Extract<ModelEntry, { role: 'detector' }>;
export type LandmarksEntry = z.infer<typeof Points68>;
export type EmbedderEntry = Extract<ModelEntry, { role: 'embedder' }>;
export type LivenessEntry = z.infer<typeof MiniFasNet>;
export type MeshEntry = z.infer<typeof FaceMesh192>;
