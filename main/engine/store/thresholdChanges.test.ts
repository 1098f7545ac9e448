import { describe, expect, it } from 'vitest';
import { T0, tempStore } from './testing/fixtures';
import type { NewThresholdChange } from './thresholdChanges';

const change = (over: Partial<NewThresholdChange> = {}): NewThresholdChange => ({
  at: T0,
  cause: 'gallery',
  mode: 'auto',
  threshold: 0.47,
  previous: 0.45,
  risk: 0.001,
  gallerySize: 1200,
  expectedFpir: 0.001,
  expectedFnmr: 0.04,
  model: 'embedder-1',
  ...over,
});

describe('the record of thresholds', () => {
  it('gives back what was written, newest first, within a time', () => {
    const { thresholdChanges } = tempStore();
    expect(thresholdChanges.last()).toBeNull();
    const first = thresholdChanges.append(change({ cause: 'first', previous: null }));
    const second = thresholdChanges.append(change({ at: T0 + 60_000, threshold: 0.48 }));
    expect(first).toMatchObject({ cause: 'first', previous: null, threshold: 0.47 });
    expect(thresholdChanges.last()).toEqual({ ...second, model: 'embedder-1' });
    const list = (from: number, to: number, limit = 10) =>
      thresholdChanges.list({ from, to, limit }).map(({ seq }) => seq);
    expect(list(0, T0 + 99_999)).toEqual([second.seq, first.seq]);
    expect(list(T0, T0 + 60_000)).toEqual([first.seq]);
    expect(list(0, T0 + 99_999, 1)).toEqual([second.seq]);
  });

  it('refuses a cause or a mode that is none', () => {
    const { thresholdChanges } = tempStore();
    // @ts-expect-error -- what the compiler refuses, the table refuses too
    expect(() => thresholdChanges.append(change({ cause: 'whim' }))).toThrow('CHECK');
    // @ts-expect-error -- as above
    expect(() => thresholdChanges.append(change({ mode: 'manual' }))).toThrow('CHECK');
    expect(thresholdChanges.last()).toBeNull();
  });
});
