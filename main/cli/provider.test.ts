import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ExecutionProvider, ProviderTrial } from '../../preload/contract/calls/engine';
import { MEMORY_FILE } from '../engine/providers/memory';
import { outcome } from '../engine/providers/superviseTrial';
import type { Parts } from './context';
import { fakeVision, foyer, picture, tempDir } from './testing/foyer';

const remembered = (dir: string) => join(dir, 'home', '.config', 'Foyer', MEMORY_FILE);

/** Trials in which WebGPU, which Linux' build has, comes out like this; the CPU is always right. */
function trialsWith(webgpu: Partial<ProviderTrial>): Parts['runTrial'] {
  return ({ provider }) =>
    Promise.resolve({
      ...outcome(provider, 'unavailable', 'no library'),
      ...(provider === 'cpu' && { state: 'right', ms: 40, cpuMs: 40 }),
      ...(provider === 'webgpu' && webgpu),
    });
}
const fast = { state: 'right', ms: 4, cpuMs: 40 } as const;
const wrong: Partial<ProviderTrial> = {
  state: 'wrong',
  models: [
    {
      id: 'mobilefacenet-512',
      role: 'embedder',
      right: false,
      deviations: [{ kind: 'angle', value: 0.25, limit: 0.0005 }],
      ms: 1,
      cpuMs: 20,
    },
  ],
};

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')(
  'models verify --providers',
  () => {
    const verify = (dir: string, webgpu: Partial<ProviderTrial>, ...args: string[]) =>
      foyer(dir, ['models', 'verify', '--providers', ...args], {
        parts: { runTrial: trialsWith(webgpu) },
      });

    it('says which is in use and why, and leaves it for the window to find', async () => {
      const dir = tempDir();
      const found = await verify(dir, fast, '--json');
      expect(found.code).toBe(0);
      expect(found.json()).toMatchObject({
        ok: true,
        wanted: 'auto',
        use: 'webgpu',
        reason: 'fastest',
        trials: [
          { provider: 'cpu' },
          { provider: 'cuda', note: 'no library' },
          { provider: 'webgpu' },
        ],
      });
      expect(existsSync(remembered(dir))).toBe(true);
    });

    it('says in words by how much a model is wrong', async () => {
      const { code, stdout } = await verify(tempDir(), wrong);
      expect(code).toBe(0);
      expect(stdout).toContain('1 - cosine: 0.25 (allowed 0.0005)');
      expect(stdout).toContain('In use: cpu (no other is there and right)');
    });

    it('exits 1 when the one that is set is wrong, 0 when it is right though slow', async () => {
      const set = ['--provider', 'webgpu'];
      expect((await verify(tempDir(), wrong, ...set)).code).toBe(1);
      const slow = await verify(tempDir(), { ...fast, ms: 4000 }, ...set, '--json');
      expect([slow.code, slow.json()]).toMatchObject([0, { use: 'webgpu', reason: 'set' }]);
    });
  },
);

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')(
  'a command that runs models',
  () => {
    async function detect(dir: string, args: string[], webgpu: Partial<ProviderTrial>) {
      await picture(join(dir, 'a.png'));
      const runTrial = vi.fn(trialsWith(webgpu));
      const used: ExecutionProvider[] = [];
      const createVision: Parts['createVision'] = ({ provider }) => {
        used.push(provider);
        return Promise.resolve(fakeVision());
      };
      const done = await foyer(dir, ['detect', 'a.png', '--json', ...args], {
        parts: { runTrial, createVision },
      });
      return { ...done, used, tried: runTrial.mock.calls.length };
    }

    it('left to itself runs on the CPU and tries nothing, until something was found', async () => {
      const dir = tempDir();
      expect(await detect(dir, [], fast)).toMatchObject({ used: ['cpu'], tried: 0 });
      await foyer(dir, ['models', 'verify', '--providers'], {
        parts: { runTrial: trialsWith(fast) },
      });
      expect(await detect(dir, [], fast)).toMatchObject({ used: ['webgpu'], tried: 0 });
    });

    it('is refused a named provider that is wrong, and gets one that is right', async () => {
      const refused = await detect(tempDir(), ['--provider', 'webgpu'], wrong);
      expect(refused).toMatchObject({ code: 2, used: [] });
      expect(refused.json()).toMatchObject({
        error: {
          code: 'PROVIDER_UNAVAILABLE',
          message: "webgpu cannot be used: its answers for mobilefacenet-512 are not the CPU's",
        },
      });
      expect(await detect(tempDir(), ['--provider', 'webgpu'], fast)).toMatchObject({
        used: ['webgpu'],
        tried: 1,
      });
    });

    it('says that what was remembered is damaged, and goes on', async () => {
      const dir = tempDir();
      mkdirSync(join(dir, 'home', '.config', 'Foyer'), { recursive: true });
      writeFileSync(remembered(dir), '{');
      const done = await detect(dir, [], fast);
      expect(done).toMatchObject({ used: ['cpu'] });
      expect(done.stderr).toContain('providers are tried again');
    });
  },
);
