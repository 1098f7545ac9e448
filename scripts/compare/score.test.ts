import { describe, expect, it } from 'vitest';
import { scoreDetection, scoreVerification } from './score';

/** Points on a line: the nearer, the more alike. */
const at = (x: number) => Float32Array.of(x);
const similarity = (a: Float32Array, b: Float32Array) => -Math.abs(a[0]! - b[0]!);
const vectors = new Map([
  ['anna/1', at(0)],
  ['anna/2', at(1)],
  ['bert/1', at(100)],
  ['bert/2', at(102)],
  ['cleo/1', at(200)],
  ['cleo/2', at(203)],
  ['dora/1', at(300)],
  ['dora/2', at(304)],
]);
const same = (name: string) => ({ a: `${name}/1`, b: `${name}/2`, same: true });
const other = (a: string, b: string) => ({ a: `${a}/1`, b: `${b}/1`, same: false });
const pairs = [
  ...['anna', 'bert', 'cleo', 'dora'].map(same),
  other('anna', 'bert'),
  other('bert', 'cleo'),
  other('cleo', 'dora'),
  other('dora', 'anna'),
];

describe('verification of the systems compared', () => {
  it('judges each half of the list by the other, and FMR over all people', () => {
    const score = scoreVerification(pairs, vectors, similarity);
    expect(score).toMatchObject({
      pairs: 8,
      noFace: 0,
      accuracy: 1,
      tarAtFmr1e3: 1,
      impostors: 24,
    });
  });

  it('refuses the pairs of an image without a face', () => {
    const fewer = new Map([...vectors].filter(([image]) => image !== 'dora/2'));
    const score = scoreVerification(pairs, fewer, similarity);
    expect(score).toMatchObject({ noFace: 1, accuracy: 7 / 8, tarAtFmr1e3: 3 / 4 });
  });

  it('is no better than chance where all descriptors are the same', () => {
    const one = new Map([...vectors.keys()].map((image) => [image, at(0)] as const));
    const score = scoreVerification(pairs, one, similarity);
    expect(score).toMatchObject({ accuracy: 0.5, tarAtFmr1e3: 0 });
  });
});

describe('detection of the systems compared', () => {
  it('counts listed faces found, and the rest', () => {
    const score = scoreDetection([
      {
        truth: [
          [0, 0, 100, 100],
          [200, 0, 50, 50],
        ],
        found: [
          { box: [10, 10, 80, 80], score: 1 },
          { box: [400, 400, 30, 30], score: 1 },
        ],
      },
      { truth: [[0, 0, 10, 10]], found: [] },
    ]);
    expect(score).toMatchObject({ faces: 3, found: 1, rate: 1 / 3, others: 0.5 });
  });
});
