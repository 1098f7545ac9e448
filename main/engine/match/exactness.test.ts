import { describe, expect, it } from 'vitest';
import { assemble } from '../../../scripts/wasm/make.mjs';
import { cosine, normalise } from './fuse';
import { Gallery } from './gallery';
import { Int8Scan } from './scan/int8Scan';
import { PlainScan } from './scan/plainScan';
import { quantise } from './scan/quantise';
import { scanWasm } from './scan/scanWasm';

const D = 128;
let state = 7;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5;
const unit = (dimension = D) => normalise(Float32Array.from({ length: dimension }, random));
/** Near `v`, `by` in length off it. */
const near = (v: Float32Array, by: number) =>
  normalise(v.map((x) => x + (random() * by * 2) / Math.sqrt(v.length)));

/** Every person's best float32 similarity, by comparing with everybody. */
function bruteForce(
  rows: { personId: string; vector: Float32Array }[],
  probe: Float32Array,
  k: number,
): number[] {
  const best = new Map<string, number>();
  for (const { personId, vector } of rows) {
    best.set(personId, Math.max(best.get(personId) ?? -Infinity, cosine(probe, vector)));
  }
  return [...best.values()].sort((a, b) => b - a).slice(0, k);
}

function expectExact(vectors: Float32Array[], probes: Float32Array[], perPerson = 2, k = 5) {
  const gallery = new Gallery(vectors[0]!.length);
  const rows = vectors.map((vector, n) => ({
    templateId: `t${n}`,
    personId: `p${Math.floor(n / perPerson)}`,
    vector,
  }));
  rows.forEach((row) => gallery.add(row));
  for (const probe of probes) {
    const hits = gallery.search(probe, k).map((hit) => hit.similarity);
    const expected = bruteForce(rows, probe, k);
    expect(hits).toHaveLength(expected.length);
    hits.forEach((similarity, i) => expect(similarity).toBeCloseTo(expected[i]!, 5));
  }
  gallery.close();
}

describe('search equals comparing everything in float32', () => {
  it('on random faces, for every one of 150 probes', () => {
    const vectors = Array.from({ length: 3000 }, () => unit());
    expectExact(vectors, [
      ...vectors.slice(0, 50).map((v) => near(v, 0.8)),
      ...Array.from({ length: 100 }, () => unit()),
    ]);
  });

  it('on near-ties closer together than int8 can tell', () => {
    const centre = unit();
    const vectors = Array.from({ length: 2000 }, () => near(centre, 0.002));
    expectExact(vectors, [centre, near(centre, 0.01), unit()], 1, 10);
  });

  it('on exact duplicates and on a gallery where all scores are equal', () => {
    const one = unit();
    expectExact(
      Array.from({ length: 1500 }, () => one),
      [one, unit()],
      3,
    );
  });

  it('names who came first among equals, by the template that came first', () => {
    const one = unit();
    const gallery = new Gallery(D);
    for (let n = 0; n < 3000; n++) {
      gallery.add({ templateId: `t${n}`, personId: `p${n % 1000}`, vector: one });
    }
    expect(
      gallery.search(one, 3).map(({ personId, templateId }) => [personId, templateId]),
    ).toEqual([
      ['p0', 't0'],
      ['p1', 't1'],
      ['p2', 't2'],
    ]);
    expect(gallery.near(one, 0.99, 'p0')).toHaveLength(2997);
    gallery.close();
  });

  it('on zero vectors, denormals, and single huge coordinates', () => {
    const spike = new Float32Array(D);
    spike[3] = 1;
    const odd = [
      new Float32Array(D),
      new Float32Array(D).fill(1e-40),
      new Float32Array(D).fill(1e-25),
      spike,
    ];
    expectExact([...odd, unit(), unit(), ...odd], [unit(), spike, new Float32Array(D), odd[1]!], 1);
  });

  it('for dimensions that fill no whole step', () => {
    for (const dimension of [1, 2, 63, 65, 512]) {
      expectExact(
        Array.from({ length: 50 }, () => unit(dimension)),
        [unit(dimension)],
        1,
      );
    }
  });

  it('on two threads, while people come and go', async () => {
    const gallery = new Gallery(D, { threads: 2 });
    const rows = Array.from({ length: 20_000 }, (_, n) => ({
      templateId: `t${n}`,
      personId: `p${n}`,
      vector: unit(),
    }));
    rows.forEach((row) => gallery.add(row));
    for (let turn = 0; turn < 12; turn++) {
      const probe = near(rows[turn * 7]!.vector, 0.9);
      expect(gallery.search(probe, 1)[0]!.similarity).toBeCloseTo(
        bruteForce(rows, probe, 1)[0]!,
        5,
      );
      const gone = rows.pop()!;
      gallery.removeTemplate(gone.templateId);
      // Gives the second thread time to start within the first turns.
      await new Promise((done) => setTimeout(done, 10));
    }
    gallery.close();
    expect(gallery.search(rows[5]!.vector, 1)[0]!.personId).toBe('p5');
  }, 60_000);
});

describe('first pass', () => {
  it.each([
    ['WebAssembly SIMD', () => new Int8Scan(D, 1)],
    ['plain loops', () => new PlainScan(D)],
  ])('by %s is never further off than its bound, nor over its top', (_, create) => {
    const scan = create();
    const vectors = Array.from({ length: 500 }, () =>
      unit().map((x) => x * (0.5 + Math.abs(random()))),
    );
    vectors.forEach((vector, row) => scan.rows.write(row, vector));
    const probe = unit();
    const { probeLength, probeResidual } = scan.scan(probe, vectors.length);
    const { scores, top, residual, length } = scan.rows.blocks[0]!;
    expect(top[0]).toBe(Math.max(...scores.subarray(0, vectors.length)));
    vectors.forEach((vector, row) => {
      const off = Math.abs(scores[row]! - cosine(probe, vector));
      expect(off).toBeLessThanOrEqual(residual * probeLength + length * probeResidual + 1e-5);
    });
  });

  it('scores the same by plain loops as by WebAssembly SIMD', () => {
    const scans = [new Int8Scan(D, 1), new PlainScan(D)] as const;
    for (let row = 0; row < 1500; row++) {
      const vector = unit();
      for (const scan of scans) scan.rows.write(row, vector);
    }
    const probe = unit();
    for (const scan of scans) scan.scan(probe, 1500);
    for (const n of [0, 1]) {
      const [wasm, plain] = scans.map((scan) => scan.rows.blocks[n]!.scores.subarray(0, 476));
      wasm!.forEach((score, row) => expect(score).toBeCloseTo(plain![row]!, 6));
    }
  });

  it('knows what rounding cost', () => {
    const vector = unit();
    const out = new Int8Array(D);
    const { scale, residual } = quantise(vector, out);
    const lost = Math.sqrt(vector.reduce((sum, x, i) => sum + (x - out[i]! * scale) ** 2, 0));
    expect(residual).toBeCloseTo(lost, 6);
    expect(quantise(new Float32Array(D), out)).toEqual({ scale: 0, residual: 0, length: 0 });
  });

  it('runs what scan.wat says', async () => {
    expect(scanWasm).toBe(await assemble());
  });

  it('refuses numbers that are not finite and dimensions out of range', () => {
    const gallery = new Gallery(2);
    const entry = { templateId: 't', personId: 'p', vector: Float32Array.of(NaN, 0) };
    expect(() => gallery.add(entry)).toThrow(RangeError);
    expect(() => gallery.search(Float32Array.of(Infinity, 0))).toThrow(RangeError);
    expect(() => new Gallery(0)).toThrow(RangeError);
  });
});
