import type { Deviation, ModelTrial } from '../../../preload/contract/calls/engine';
import type { LoadedModel, Vision } from '../vision/types';
import type { Still } from './stills';

/**
 * How far a provider may be from the CPU (docs/decisions/0011-providers.md says why so much): `box`
 * and `points` as shares of the face's width, `angle` as 1 - cosine, `length` as a share.
 */
export const limits: Record<Deviation['kind'], number> = {
  faces: 0,
  box: 0.01,
  score: 0.02,
  points: 0.0025,
  angle: 0.0005,
  length: 0.01,
  live: 0.01,
};

type Role = LoadedModel['role'];
/** What a network says of a still, as numbers that can be compared: kind of deviation to values. */
type Answer = Partial<Record<Deviation['kind'], number[]>>;

/** Runs each network as the pipeline does, on the same input whatever ran before. */
export const stages: Record<Role, (vision: Vision, still: Still) => Promise<Answer>> = {
  async detector(vision, { image }) {
    const found = await vision.detect(image);
    const unit = (box: readonly number[]) => box.map((side) => side / box[2]!);
    return {
      faces: [found.length],
      box: found.flatMap(({ box }) => unit(box)),
      score: found.map(({ score }) => score),
    };
  },
  async landmarks(vision, { image, box }) {
    const { all } = await vision.landmarks(image, { box, score: 1 });
    return { points: all.flat().map((at) => at / box[2]) };
  },
  async embedder(vision, { image, box, five }) {
    const [embedding] = await vision.embed([vision.align(image, { box, five })]);
    return { angle: [...embedding!.vector], length: [embedding!.norm] };
  },
  async liveness(vision, { image, box }) {
    return { live: [await vision.liveness(image, box)] };
  },
  async mesh(vision, { image, box }) {
    const { points } = await vision.mesh(image, box);
    return { points: points.flat().map((at) => at / box[2]) };
  },
};

/** The largest deviation of each kind between two answers. Other lengths or no number give null. */
export function compareAnswers(cpu: Answer, other: Answer): Deviation[] {
  const kinds = Object.keys(cpu) as Deviation['kind'][]; // Answer's own keys
  return kinds.map((kind) => {
    const value = distance(kind, cpu[kind]!, other[kind] ?? []);
    return { kind, value: Number.isFinite(value) ? value : null, limit: limits[kind] };
  });
}

function distance(kind: Deviation['kind'], p: number[], q: number[]): number {
  if (p.length !== q.length) return NaN;
  if (kind === 'angle') return Math.max(0, 1 - p.reduce((sum, v, i) => sum + v * q[i]!, 0));
  const scale = kind === 'length' ? p[0]! : 1;
  // reduce and not Math.max: a NaN must come through
  return p.reduce((most, v, i) => {
    const apart = Math.abs(v - q[i]!) / scale;
    return apart > most || Number.isNaN(apart) ? apart : most;
  }, 0);
}

/** The worst of several stills, kind by kind; a null is worse than any number. */
export function worst(lists: readonly Deviation[][]): Deviation[] {
  const [first = [], ...others] = lists;
  const rank = ({ value }: Deviation) => value ?? Infinity;
  return first.map((deviation, i) =>
    others.reduce((most, list) => (rank(list[i]!) > rank(most) ? list[i]! : most), deviation),
  );
}

export const isRight = ({ deviations }: Pick<ModelTrial, 'deviations'>) =>
  deviations.every(({ value, limit }) => value !== null && value <= limit);
