import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ModelTrial } from '../../../preload/contract/calls/engine';
import { forkTrial } from './forkTrial';
import { superviseTrial } from './superviseTrial';

const model = (id: string, over: Partial<ModelTrial> = {}): ModelTrial => ({
  id,
  role: 'embedder',
  right: true,
  deviations: [],
  ms: 2,
  cpuMs: 10,
  ...over,
});

/** A real process that does this when it is told what to try. */
function trial(body: string, limitMs?: number) {
  const dir = mkdtempSync(join(tmpdir(), 'foyer-trial-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'trial.cjs');
  writeFileSync(
    file,
    `process.on('message', (request) => { const say = (m, then) => process.send(m, then); ${body} });`,
  );
  return superviseTrial(
    forkTrial(file),
    { modelsDir: '/m', provider: 'webgpu', threads: 2 },
    limitMs,
  );
}
const said = (m: ModelTrial) => `say({ type: 'model', model: ${JSON.stringify(m)} }`;

describe('a trial in a process of its own', () => {
  it('is right when every model is, and sums their times', async () => {
    const found = await trial(
      `${said(model('a'))}); ${said(model('b', { ms: 3 }))}); say({ type: 'done' });`,
    );
    expect(found).toMatchObject({ provider: 'webgpu', state: 'right', ms: 5, cpuMs: 20 });
    expect(found.models.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('is wrong when one model is', async () => {
    const found = await trial(
      `${said(model('a'))}); ${said(model('b', { right: false }))}); say({ type: 'done' });`,
    );
    expect(found.state).toBe('wrong');
  });

  it('is unavailable when the provider cannot be had, and says why', async () => {
    const found = await trial(
      `say({ type: 'failed', error: { code: 'PROVIDER_UNAVAILABLE', message: 'no adapter' } });`,
    );
    expect(found).toMatchObject({ state: 'unavailable', note: 'no adapter', ms: null });
  });

  it('survives a native crash in the middle', async () => {
    const found = await trial(`${said(model('a'))}, () => process.abort());`);
    expect(found).toMatchObject({ state: 'crashed', ms: null });
    expect(found.note).toContain('SIGABRT, after 1 models');
  });

  it('survives a process that ends without an answer', async () => {
    expect(await trial('process.exit(3);')).toMatchObject({
      state: 'crashed',
      note: 'it ended with code 3, after 0 models',
    });
  });

  it('kills one that hangs, even in native code that lets nothing else run', async () => {
    const found = await trial(`for (;;) {}`, 400);
    expect(found).toMatchObject({ state: 'hung', note: 'no answer within 0.4 s, after 0 models' });
  });

  it('is a crash when its file is not there', async () => {
    const child = forkTrial('/nowhere/trial.js');
    const found = await superviseTrial(child, { modelsDir: '/m', provider: 'cuda', threads: 1 });
    expect(found.state).toBe('crashed');
  });
});
