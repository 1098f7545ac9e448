import { afterEach, describe, expect, it, vi } from 'vitest';
import type {
  ExecutionProvider,
  ProviderOverview,
  ProviderTrial,
} from '../../../preload/contract/calls/engine';
import type { Provider } from '../../../preload/contract/calls/settings';
import { Fault } from '../../../preload/contract/faults';
import { createProviders } from './manager';
import type { Memory, Remembered } from './memory';
import { outcome } from './superviseTrial';

const fast = (provider: ExecutionProvider): ProviderTrial => ({
  ...outcome(provider, 'right', ''),
  ms: 4,
  cpuMs: 40,
});
const lost = new Fault('PROVIDER_UNAVAILABLE', 'device lost');

/** One station: networks that move when told, and a memory that outlives an engine. */
function station(kept: Remembered | null = null) {
  const state = { kept, wanted: 'auto' as Provider, used: 'cpu' as ExecutionProvider };
  const memory: Memory = {
    read: () => structuredClone(state.kept),
    write: (next) => (state.kept = structuredClone(next)),
  };
  const runTrial = vi.fn((provider: ExecutionProvider) => Promise.resolve(fast(provider)));
  const use = vi.fn(async (provider: ExecutionProvider) => {
    state.used = provider;
  });
  const told: ProviderOverview[] = [];
  const reports: string[] = [];
  const start = async (pid = 100, alive: number[] = []) => {
    state.used = 'cpu';
    const engine = createProviders({
      vision: {
        get provider() {
          return state.used;
        },
        use,
      },
      wanted: () => state.wanted,
      candidates: ['webgpu'],
      memory,
      runTrial,
      now: () => 5000,
      changed: (overview) => told.push(overview),
      report: (message) => reports.push(message),
      checkAfterMs: 0,
      pid,
      isAlive: (other) => alive.includes(other),
    });
    await engine.start();
    return engine;
  };
  return { state, runTrial, use, told, reports, start };
}
const known = (trial: ProviderTrial): Remembered => ({
  checkedAt: 1000,
  trials: [trial],
  running: null,
});
const idle = (engine: { overview(): ProviderOverview }) =>
  vi.waitFor(() => {
    expect(engine.overview().checkedAt).not.toBeNull();
    expect(engine.overview().checking).toBeNull();
  });

describe('the first start on a machine', () => {
  it('runs on the CPU at once, tries in the background, and moves to what is right and faster', async () => {
    const s = station();
    const engine = await s.start();
    expect(engine.overview()).toMatchObject({ used: 'cpu', reason: 'untried', checkedAt: null });
    await idle(engine);
    await vi.waitFor(() => expect(s.state.used).toBe('webgpu'));
    expect(engine.overview()).toMatchObject({ reason: 'fastest', checkedAt: 5000 });
    expect(s.told[0]!.checking).toEqual({ provider: 'webgpu', done: 0, of: 1 });
    expect(s.state.kept).toMatchObject({ checkedAt: 5000, trials: [{ provider: 'webgpu' }] });
  });

  it('tries nothing where the CPU is set', async () => {
    const s = station();
    s.state.wanted = 'cpu';
    await s.start();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(s.runTrial).not.toHaveBeenCalled();
  });
});

describe('a later start', () => {
  it('goes by what is remembered and pays for no trial', async () => {
    const s = station(known(fast('webgpu')));
    const engine = await s.start();
    expect(engine.overview()).toMatchObject({ used: 'webgpu', reason: 'fastest', checkedAt: 1000 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(s.runTrial).not.toHaveBeenCalled();
  });

  it('tries again when asked, and forgets an old failure', async () => {
    const s = station(known({ ...fast('webgpu'), failure: { at: 1, message: 'device lost' } }));
    const engine = await s.start();
    expect(s.state.used).toBe('cpu');
    expect(engine.check().checking).not.toBeNull();
    engine.check();
    await vi.waitFor(() => expect(s.state.used).toBe('webgpu'));
    expect(s.runTrial).toHaveBeenCalledOnce();
  });

  it('stays up on the CPU when the remembered provider cannot be opened any more', async () => {
    const s = station(known(fast('webgpu')));
    s.use.mockRejectedValue(lost);
    const engine = await s.start();
    expect(engine.overview()).toMatchObject({
      used: 'cpu',
      reason: 'noneRight',
      trials: [{ failure: { at: 5000, message: 'device lost' } }],
    });
    expect(s.reports).toEqual(['webgpu is left alone: device lost']);
  });

  it('tries a provider that is set now and was not tried before', async () => {
    const s = station(known(fast('cuda')));
    const engine = await s.start();
    s.state.wanted = 'webgpu';
    await engine.reconsider();
    expect(engine.overview()).toMatchObject({ used: 'cpu', reason: 'untried' });
    await vi.waitFor(() => expect(s.state.used).toBe('webgpu'));
    expect(engine.overview().reason).toBe('set');
  });
});

describe('a provider that fails at work', () => {
  it('is told of, remembered, and not taken by the next start', async () => {
    const s = station(known(fast('webgpu')));
    const engine = await s.start(1);
    s.state.used = 'cpu'; // the networks moved by themselves
    engine.failedAtWork('webgpu', lost);
    expect(s.told.at(-1)).toMatchObject({
      used: 'cpu',
      reason: 'noneRight',
      trials: [{ provider: 'webgpu', failure: { at: 5000, message: 'device lost' } }],
    });
    engine.close();
    await s.start(2);
    expect(s.state.used).toBe('cpu');
  });

  it('that was set by name leaves the CPU, and says that it failed', async () => {
    const s = station(known(fast('webgpu')));
    s.state.wanted = 'webgpu';
    const engine = await s.start();
    s.state.used = 'cpu';
    engine.failedAtWork('webgpu', lost);
    expect(engine.overview().reason).toBe('setFailed');
  });
});

describe('an engine that ends without a word', () => {
  it('twice in a row on one provider starts on the CPU the third time', async () => {
    const s = station(known(fast('webgpu')));
    await s.start(1);
    expect(s.state.kept!.running).toMatchObject({ provider: 'webgpu', pid: 1, ends: 0 });
    await s.start(2);
    expect(s.state.used).toBe('webgpu');
    await s.start(3);
    expect(s.state.used).toBe('cpu');
    expect(s.state.kept!.trials[0]!.failure!.message).toContain('2 times');
    expect(s.state.kept!.running).toBeNull();
  });

  it('is not held against a provider when one in between ended in order', async () => {
    const s = station(known(fast('webgpu')));
    await s.start(1);
    (await s.start(2)).close();
    await s.start(3);
    await s.start(4);
    expect(s.state.used).toBe('webgpu');
  });

  it('is not counted while it still lives: another window of the sample', async () => {
    const s = station(known(fast('webgpu')));
    await s.start(1);
    for (const pid of [2, 3, 4]) await s.start(pid, [1, 2, 3]);
    expect(s.state.used).toBe('webgpu');
  });

  describe('after ten minutes', () => {
    afterEach(() => void vi.useRealTimers());
    it('is no longer counted', async () => {
      vi.useFakeTimers();
      const s = station(known(fast('webgpu')));
      await s.start(1);
      await s.start(2);
      vi.advanceTimersByTime(10 * 60_000);
      await s.start(3);
      expect(s.state.used).toBe('webgpu');
    });
  });
});
