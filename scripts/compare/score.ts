import { matchBoxes } from '../../main/engine/evaluate/detection';
import { bestThreshold, type ScoredPair } from '../../main/engine/evaluate/folds';
import { wilson, type Interval } from '../../main/engine/evaluate/intervals';
import type { PairRow } from '../../main/engine/evaluate/lists';
import { tarAtFmr } from '../../main/engine/evaluate/metrics';
import type { Box, Detection } from '../../main/engine/vision/types';
import type { System } from './system';

export interface VerificationScore {
  pairs: number;
  noFace: number;
  /** At the threshold that is best for the other half of the list, both halves together. */
  accuracy: number;
  interval: Interval;
  /** Over all impostor pairs that can be made of the images, of which there are `impostors`. */
  tarAtFmr1e3: number;
  tarInterval: Interval;
  impostors: number;
}

/** LFW keeps a folder a person. */
const person = (image: string) => image.split('/')[0];

/**
 * Verification of listed pairs by descriptors of their images. Every other pair of each kind makes
 * one half; each half is judged by the threshold of the other. A list of a few hundred
 * impostor pairs cannot tell a false match rate of 1e-3, so that threshold comes from all pairs of
 * images of different people. An image without a face refuses its pairs.
 */
export function scoreVerification(
  pairs: readonly PairRow[],
  vectors: ReadonlyMap<string, Float32Array>,
  similarity: NonNullable<System['similarity']>,
): VerificationScore {
  const scored = pairs.map(({ a, b, same }): ScoredPair => {
    const [first, second] = [vectors.get(a), vectors.get(b)];
    return { same, similarity: first && second ? similarity(first, second) : -Infinity };
  });
  const halves = [0, 1].map((half) =>
    [true, false].flatMap((kind) =>
      scored.filter(({ same }) => same === kind).filter((_, at) => at % 2 === half),
    ),
  );
  const right = halves.reduce((sum, half, at) => {
    const threshold = bestThreshold(halves[1 - at]!);
    return sum + half.filter((pair) => pair.similarity >= threshold === pair.same).length;
  }, 0);
  const impostor = crossScores(vectors, similarity);
  const genuine = scored.filter(({ same }) => same).map((pair) => pair.similarity);
  const { tar, accepted } = tarAtFmr({ genuine, impostor }, 1e-3);
  return {
    pairs: pairs.length,
    noFace: new Set(pairs.flatMap(({ a, b }) => [a, b]).filter((image) => !vectors.has(image)))
      .size,
    accuracy: right / pairs.length,
    interval: wilson(right, pairs.length),
    tarAtFmr1e3: tar,
    tarInterval: wilson(accepted, genuine.length),
    impostors: impostor.length,
  };
}

function crossScores(
  vectors: ReadonlyMap<string, Float32Array>,
  similarity: NonNullable<System['similarity']>,
): number[] {
  const list = [...vectors];
  return list.flatMap(([a, first], at) =>
    list
      .slice(at + 1)
      .filter(([b]) => person(a) !== person(b))
      .map(([, second]) => similarity(first, second)),
  );
}

export interface DetectionScore {
  faces: number;
  found: number;
  rate: number;
  interval: Interval;
  /** Detections that match no listed face, an image. */
  others: number;
}

/** Detections of each image against its listed boxes, matched as `evaluate detection` does it. */
export function scoreDetection(
  images: readonly { truth: readonly Box[]; found: readonly Detection[] }[],
): DetectionScore {
  const sum = (of: (image: (typeof images)[number]) => number) =>
    images.reduce((total, image) => total + of(image), 0);
  const faces = sum(({ truth }) => truth.length);
  const found = sum((image) => matchBoxes(image.truth, image.found).filter((f) => f >= 0).length);
  return {
    faces,
    found,
    rate: found / faces,
    interval: wilson(found, faces),
    others: (sum((image) => image.found.length) - found) / images.length,
  };
}
