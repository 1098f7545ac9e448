import type { Settings } from '../../../preload/contract/calls/settings';
import type { FaceView } from '../../../preload/contract/frames';
import { createEnrolment } from '../enrol/enrolment';
import type { Gallery } from '../match/gallery';
import { createPipeline, type Pipeline, type PipelineDeps } from '../pipeline';
import { encodeJpeg } from '../vision/decodeImage';
import type { Vision } from '../vision/types';

export interface ObserverDeps {
  vision: Vision;
  gallery: Gallery;
  settings: Settings;
  threshold: number;
  /** Similarity at which the evidence is overwhelming; null or left out: never. */
  certain?: number | null;
  judged?: PipelineDeps['judged'];
  /** What look-alikes raise a person's threshold to; the threshold where left out. */
  bar?: PipelineDeps['bar'];
  label(personId: string): FaceView['person'];
}

/** The station's own pipeline at a station where nobody enrols and nothing is written down. */
export function createObserver({
  vision,
  gallery,
  settings,
  threshold,
  certain = null,
  judged,
  bar,
  label,
}: ObserverDeps): Pipeline {
  const nobody = () => {
    throw new Error('nobody enrols here');
  };
  return createPipeline({
    vision,
    gallery: {
      search: (vector) => gallery.search(vector, 2),
      version: () => gallery.version,
      size: gallery.size,
    },
    settings: () => settings,
    threshold: () => threshold,
    certain: () => certain,
    ...(judged && { judged }),
    ...(bar && { bar }),
    label,
    encodeJpeg,
    enrolment: createEnrolment({
      people: { byPersonId: () => null, get: nobody, add: nobody, addTemplates: nobody },
      gallery,
      searchThreshold: () => 1,
      sameFaceThreshold: () => 1,
      compareId: nobody,
      changed: () => undefined,
      now: () => 0,
    }),
    verification: null,
    recorder: { isNew: () => false, consider: () => null, forget: () => undefined },
  });
}
