import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WorkingPoint } from '../../../preload/contract/calls/engine';
import type { ThresholdChange } from '../../../preload/contract/shapes';
import { T0, tempStore } from '../store/testing/fixtures';
import { watchThreshold } from './watchThreshold';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp() {
  const store = tempStore();
  const point: Omit<WorkingPoint, 'site'> = {
    mode: 'auto',
    threshold: 0.45,
    risk: 0.001,
    gallerySize: 10,
    expectedFpir: 0.001,
    expectedFnmr: 0.03,
  };
  const told: ThresholdChange[] = [];
  const failures: unknown[] = [];
  const watch = (model = 'embedder-1') =>
    watchThreshold({
      log: store.thresholdChanges,
      working: () => point,
      model,
      now: () => T0,
      publish: (change) => told.push(change),
      report: (error) => failures.push(error),
    });
  const written = () =>
    store.thresholdChanges.list({ from: 0, to: T0 + 1, limit: 100 }).map(({ cause }) => cause);
  return { store, point, told, failures, watch, written };
}

describe('the threshold in force', () => {
  it('is written down at the first start, and not again at the second', () => {
    const { watch, told, written } = setUp();
    watch().note();
    watch().note();
    expect(written()).toEqual(['first']);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ previous: null, threshold: 0.45, mode: 'auto' });
  });

  it('is noted once for many changes of the gallery, when they have come to rest', () => {
    const { watch, point, told } = setUp();
    const watching = watch();
    watching.note();
    for (let n = 0; n < 100; n++) {
      point.gallerySize++;
      point.threshold += 0.001;
      watching.look();
      vi.advanceTimersByTime(100);
    }
    expect(told).toHaveLength(1);
    vi.advanceTimersByTime(5000);
    expect(told).toHaveLength(2);
    expect(told[1]).toMatchObject({ cause: 'gallery', previous: 0.45, gallerySize: 110 });
    expect(told[1]?.threshold).toBeCloseTo(0.55);
  });

  it.each<[ThresholdChange['cause'] | 'nothing', Partial<WorkingPoint>]>([
    ['risk', { risk: 0.01 }],
    ['mode', { mode: 'fixed' }],
    ['scores', { threshold: 0.48 }],
    ['gallery', { threshold: 0.46, gallerySize: 20 }],
    ['nothing', { threshold: 0.4549, gallerySize: 20 }],
  ])('moved by %s says so', (cause, change) => {
    const { watch, point, told } = setUp();
    watch().note();
    Object.assign(point, change);
    watch().note();
    expect(told[1]?.cause ?? 'nothing').toBe(cause);
  });

  it('set by hand is noted however small the step', () => {
    const { watch, point, told } = setUp();
    point.mode = 'fixed';
    watch().note();
    point.threshold = 0.451;
    watch().note();
    expect(told[1]).toMatchObject({ cause: 'threshold', threshold: 0.451, previous: 0.45 });
  });

  it('of another model is another one, even where the number is the same', () => {
    const { watch, told } = setUp();
    watch().note();
    watch('embedder-2').note();
    expect(told[1]?.cause).toBe('model');
  });

  it('that was about to be noted is noted at the end', () => {
    const { watch, point, written } = setUp();
    const watching = watch();
    watching.note();
    point.risk = 0.01;
    watching.look();
    watching.close();
    expect(written()).toEqual(['risk', 'first']);
  });

  it('that could not be written is reported and tried again', () => {
    const { store, watch, point, failures, written } = setUp();
    const watching = watch();
    watching.note();
    point.risk = 0.01;
    const append = vi.spyOn(store.thresholdChanges, 'append').mockImplementationOnce(() => {
      throw new Error('disk full');
    });
    watching.note();
    expect(failures).toHaveLength(1);
    expect(append).toHaveBeenCalledOnce();
    watching.note();
    expect(written()).toEqual(['risk', 'first']);
  });
});
