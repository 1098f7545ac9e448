import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineState } from '../../preload/contract/calls/shell';
import type { EngineConfig } from '../engine/config';
import type { FromEngine, ToEngine } from '../engine/ipc/messages';
import { outcome } from '../engine/providers/superviseTrial';
import { createEngineHost, MAX_RESTARTS, type EngineProcess } from './engineHost';

const config: EngineConfig = { dataDir: '/d', modelsDir: '/m', keyHex: '00', demo: false };

class FakeEngine extends EventEmitter implements EngineProcess<string> {
  sent: ToEngine[] = [];
  ports: string[] = [];
  postMessage(message: ToEngine, ports: string[] = []) {
    this.sent.push(message);
    this.ports.push(...ports);
    if (message.type === 'stop') this.emit('exit', 0);
  }
  kill = () => this.emit('exit', 137);
  say = (message: FromEngine) => this.emit('message', message);
}

let engines: FakeEngine[];
let states: EngineState[];
const host = () =>
  createEngineHost<string>({
    fork: () => {
      const engine = new FakeEngine();
      engines.push(engine);
      return engine;
    },
    onEvent: vi.fn(),
    onState: (state) => states.push(state),
    report: vi.fn(),
    runTrial: ({ provider }) =>
      Promise.resolve({ ...outcome(provider, 'right', ''), note: 'tried' }),
    backoffMs: () => 0,
  });
const latest = () => engines.at(-1)!;

beforeEach(() => {
  engines = [];
  states = [];
});

describe('engine host', () => {
  it('holds calls until the engine is ready and answers them in kind', async () => {
    const h = host();
    h.start(config);
    const reply = h.call('people.list', {});
    expect(latest().sent.map((m) => m.type)).toEqual(['start']);
    latest().say({ type: 'ready' });
    const call = latest().sent.at(-1)!;
    expect(call).toMatchObject({ type: 'call', name: 'people.list' });
    latest().say({
      type: 'reply',
      id: call.type === 'call' ? call.id : -1,
      reply: { ok: true, data: 7 },
    });
    expect(await reply).toEqual({ ok: true, data: 7 });
  });

  it('restarts an engine that died, answers what was lost, and serves again', async () => {
    const h = host();
    h.start(config);
    latest().say({ type: 'ready' });
    const lost = h.call('people.list', {});
    latest().kill();
    expect(await lost).toMatchObject({ ok: false, error: { code: 'ENGINE_GONE' } });
    await vi.waitFor(() => expect(engines).toHaveLength(2));
    latest().say({ type: 'ready' });
    expect(h.state()).toMatchObject({ state: 'ready' });
    expect(states.map((s) => s.state)).toEqual([
      'starting',
      'ready',
      'restarting',
      'restarting',
      'ready',
    ]);
  });

  it(`gives up after ${MAX_RESTARTS} restarts in a row and says so`, async () => {
    const h = host();
    h.start(config);
    for (let n = 1; n <= MAX_RESTARTS; n++) {
      latest().kill();
      await vi.waitFor(() => expect(engines).toHaveLength(n + 1));
    }
    latest().kill();
    expect(h.state()).toMatchObject({ state: 'failed', error: { code: 'ENGINE_GONE' } });
    expect(await h.call('people.list', {})).toMatchObject({
      ok: false,
      error: { code: 'ENGINE_GONE' },
    });
  });

  it('does not restart an engine that says it cannot run', async () => {
    const h = host();
    h.start(config);
    const waiting = h.call('engine.status', {});
    latest().say({ type: 'failed', error: { code: 'MODEL_MISSING', message: 'no detector.onnx' } });
    latest().kill();
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'MODEL_MISSING' } });
    expect(engines).toHaveLength(1);
    expect(h.state()).toMatchObject({ state: 'failed', error: { code: 'MODEL_MISSING' } });
  });

  it('stops in order and does not take that for a crash', async () => {
    const h = host();
    h.start(config);
    latest().say({ type: 'ready' });
    await h.stop();
    expect(latest().sent.at(-1)).toEqual({ type: 'stop' });
    expect(engines).toHaveLength(1);
    h.start(config);
    expect(engines).toHaveLength(2);
  });

  it('has a provider tried for the engine that asked, and for no engine after it', async () => {
    const h = host();
    h.start(config);
    const request = { modelsDir: '/m', provider: 'webgpu', threads: 2 } as const;
    latest().say({ type: 'trial', id: 7, request });
    await vi.waitFor(() =>
      expect(latest().sent.at(-1)).toMatchObject({
        type: 'trial-result',
        id: 7,
        trial: { provider: 'webgpu', note: 'tried' },
      }),
    );
    latest().say({ type: 'trial', id: 8, request });
    latest().kill();
    await vi.waitFor(() => expect(engines).toHaveLength(2));
    expect(latest().sent.map(({ type }) => type)).toEqual(['start']);
  });

  it('hands a frame port only to an engine that is ready', () => {
    const h = host();
    h.start(config);
    h.openFramePort('early');
    latest().say({ type: 'ready' });
    h.openFramePort('port');
    expect(latest().ports).toEqual(['port']);
  });
});
