import { describe, expect, it } from 'vitest';
import { Fault } from '../../../preload/contract/faults';
import { type Probe, candidates, chooseProvider } from './providers';
import type { ExecutionProvider, Session } from './session';

/** A network that answers `value`s after waiting `ms`, and tells whether it was closed. */
function fake(value: number, ms: number, log: string[], name: string): Session {
  return {
    async run(fill) {
      fill(new Float32Array(4));
      await new Promise((resolve) => setTimeout(resolve, ms));
      return { out: Float32Array.from([value, 2 * value]) };
    },
    async close() {
      log.push(`closed ${name}`);
    },
  };
}

function probe(
  given: Partial<Record<ExecutionProvider, [value: number, ms: number]>>,
  log: string[] = [],
): Probe {
  return {
    output: 'out',
    async open(provider) {
      const found = given[provider];
      if (found === undefined)
        throw new Fault('PROVIDER_UNAVAILABLE', `${provider}: not in this build`);
      return fake(...found, log, provider);
    },
  };
}

describe('choosing a provider', () => {
  it('takes the CPU as set without trying anything', async () => {
    const report = await chooseProvider('cpu', probe({}));
    expect(report).toMatchObject({ chosen: 'cpu', trials: [] });
  });

  it('left to itself takes one that is right and faster', async () => {
    const report = await chooseProvider('auto', probe({ cpu: [1, 12], cuda: [1.001, 1] }), 'linux');
    expect(report.chosen).toBe('cuda');
    expect(report.trials[0]).toMatchObject({ provider: 'cuda', ok: true });
  });

  it('left to itself passes over one that is slower, wrong or missing, and says why', async () => {
    const slower = await chooseProvider('auto', probe({ cpu: [1, 1], cuda: [1, 12] }), 'linux');
    const wrong = await chooseProvider('auto', probe({ cpu: [1, 12], cuda: [1.1, 1] }), 'linux');
    const missing = await chooseProvider('auto', probe({ cpu: [1, 1] }), 'win32');
    expect([slower.chosen, wrong.chosen, missing.chosen]).toEqual(['cpu', 'cpu', 'cpu']);
    expect(wrong.trials[0]!.note).toBe('differs from the CPU by 10.00 %');
    expect(missing.trials.map(({ note }) => note)).toEqual([
      'cuda: not in this build',
      'dml: not in this build',
    ]);
  });

  it('refuses a named one that is missing or wrong instead of taking another', async () => {
    await expect(chooseProvider('coreml', probe({ cpu: [1, 1] }))).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      detail: { provider: 'coreml' },
    });
    await expect(
      chooseProvider('cuda', probe({ cpu: [1, 1], cuda: [Number.NaN, 1] })),
    ).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
    });
  });

  it('takes a named one that is right though slower', async () => {
    const report = await chooseProvider('webgpu', probe({ cpu: [1, 1], webgpu: [1, 8] }));
    expect(report.chosen).toBe('webgpu');
  });

  it('closes every session that it opened', async () => {
    const log: string[] = [];
    await chooseProvider('auto', probe({ cpu: [1, 1], cuda: [3, 1] }, log), 'linux');
    expect(log).toEqual(['closed cpu', 'closed cuda']);
  });

  it('lets a bug through as it is', async () => {
    const broken: Probe = {
      output: 'out',
      open: async (provider) => {
        if (provider === 'cpu') return fake(1, 1, [], 'cpu');
        throw new TypeError('a bug');
      },
    };
    await expect(chooseProvider('cuda', broken)).rejects.toThrow(TypeError);
  });

  it('offers what a platform may have', () => {
    expect(candidates('win32')).toEqual(['cuda', 'dml']);
    expect(candidates('darwin')).toEqual(['coreml']);
    expect(candidates('linux')).toEqual(['cuda']);
  });
});
