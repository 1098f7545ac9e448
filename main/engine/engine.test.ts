import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppEvent } from '../../preload/contract/events';
import type { EventRow } from '../../preload/contract/shapes';
import type { EngineConfig } from './config';
import { createEngine, type Engine } from './engine';
import { readImageFile } from './vision/decodeImage';

// The whole engine in this process: real models, a real database, no window.

const data = process.env.FOYER_DATA ?? resolve('../shared/data');
const nuaa = join(data, 'nuaa-train/images');
const models = resolve('models');

let dir: string;
let engine: Engine | undefined;
let events: AppEvent[];
const config = (over: Partial<EngineConfig> = {}): EngineConfig => ({
  dataDir: dir,
  modelsDir: models,
  keyHex: 'ab'.repeat(32),
  demo: false,
  provider: 'cpu',
  threads: 2,
  ...over,
});
const start = async (over: Partial<EngineConfig> = {}) => {
  const hooks = { emit: (event: AppEvent) => events.push(event), report: () => {} };
  engine = await createEngine(config(over), hooks);
  return engine;
};
const call = async (name: string, input: unknown = {}) => {
  const reply = await engine!.dispatch(name, input);
  if (!reply.ok) throw new Error(`${name}: ${reply.error.code} ${reply.error.message}`);
  return reply.data;
};
const recorded = (): EventRow[] =>
  events.flatMap((e) => (e.name === 'log.recorded' ? [e.payload.event] : []));

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'foyer-engine-'));
  events = [];
});
afterEach(async () => {
  await engine?.close();
  engine = undefined;
  rmSync(dir, { recursive: true, force: true });
});

describe('engine', () => {
  it('starts on an empty folder and says what it runs on', async () => {
    await start();
    expect(await call('engine.status')).toMatchObject({
      provider: 'cpu',
      people: 0,
      templates: 0,
      models: expect.arrayContaining([expect.objectContaining({ role: 'embedder' })]),
    });
    expect(readFileSync(join(dir, 'foyer.db')).includes('SQLite format 3')).toBe(false);
  });

  it('keeps settings across a restart and has the threshold follow at once', async () => {
    await start();
    await call('settings.update', { thresholdMode: 'fixed', threshold: 0.77 });
    expect(await call('engine.workingPoint')).toMatchObject({ mode: 'fixed', threshold: 0.77 });
    await engine!.close();
    await start();
    expect(await call('settings.get')).toMatchObject({ threshold: 0.77, thresholdMode: 'fixed' });
  });

  it('finds nobody in an empty picture', async () => {
    await start();
    const pixels = new Uint8ClampedArray(640 * 480 * 4).fill(127);
    const frame = { seq: 1, capturedAt: 0, width: 640, height: 480, data: pixels };
    expect(await engine!.pipeline.process(frame)).toMatchObject({ seq: 1, faces: [] });
  });

  it('refuses a second engine on the same folder', async () => {
    await start();
    const hooks = { emit: () => {}, report: () => {} };
    await expect(createEngine(config(), hooks)).rejects.toMatchObject({ code: 'DB_BUSY' });
  });

  it('says which model is missing, or is not the one that was shipped', async () => {
    const own = mkdtempSync(join(tmpdir(), 'foyer-models-'));
    cpSync(models, own, { recursive: true });
    const embedder = readdirSync(own).find((file) => file.startsWith('embedder'))!;
    truncateSync(join(own, embedder), 1000);
    await expect(start({ modelsDir: own })).rejects.toMatchObject({ code: 'MODEL_HASH' });
    rmSync(join(own, embedder));
    await expect(start({ modelsDir: own })).rejects.toMatchObject({
      code: 'MODEL_MISSING',
      detail: expect.objectContaining({ file: expect.stringContaining(embedder) }),
    });
    rmSync(own, { recursive: true });
    // A failed start leaves the folder free for the next one.
    await start();
  });

  it('says when the key is wrong and leaves the file as it is', async () => {
    await start();
    await engine!.close();
    engine = undefined;
    const before = readFileSync(join(dir, 'foyer.db'));
    await expect(start({ keyHex: 'cd'.repeat(32) })).rejects.toMatchObject({ code: 'DB_KEY' });
    expect(readFileSync(join(dir, 'foyer.db')).equals(before)).toBe(true);
  });

  it('says when the database is damaged', async () => {
    await start();
    await engine!.close();
    engine = undefined;
    const bytes = readFileSync(join(dir, 'foyer.db'));
    bytes[200]! ^= 1;
    writeFileSync(join(dir, 'foyer.db'), bytes);
    await expect(start()).rejects.toMatchObject({ code: 'DB_CORRUPT' });
  });

  it.each([
    ['people.get', { id: 'x' }, 'BAD_INPUT'],
    ['people.get', { id: '5b3c1c2e-0000-4000-8000-000000000001' }, 'NOT_FOUND'],
    ['people.fly', {}, 'UNKNOWN_CALL'],
    ['enrol.start', { personId: ' ', name: 'x' }, 'BAD_INPUT'],
    ['settings.update', { threshold: 7 }, 'BAD_INPUT'],
    ['log.list', { day: 'yesterday' }, 'BAD_INPUT'],
  ])('answers %s %j with %s', async (name, input, code) => {
    await start();
    expect(await engine!.dispatch(name, input)).toMatchObject({ ok: false, error: { code } });
  });
});

if (!existsSync(nuaa)) console.log(`skipped: engine on webcam frames (no ${nuaa})`);

describe.skipIf(!existsSync(nuaa))('engine on webcam frames', () => {
  const frames = (kind: string, subject: string, session: string, count: number) => {
    const folder = join(nuaa, kind, subject);
    const files = readdirSync(folder)
      .filter((f) => f.includes(`_${session}_`))
      .sort();
    return files.slice(0, count).map((f) => join(folder, f));
  };
  let seq = 0;
  let at = 1_000_000;
  /** Plays files as a camera; `gapMs` before it ends the earlier tracks. */
  const play = async (files: string[], { gapMs = 5000, stepMs = 100 } = {}) => {
    at += gapMs;
    const seen = [];
    for (const file of files) {
      const image = await readImageFile(file);
      at += stepMs;
      seen.push(await engine!.pipeline.process({ ...image, seq: ++seq, capturedAt: at }));
    }
    return seen;
  };

  const enrol = async (personId: string, subject: string, session: string) => {
    const state = (await call('enrol.start', { personId, name: `Person ${personId}` })) as {
      sessionId: string;
    };
    await play(frames('live', subject, session, 25), { stepMs: 400 });
    return call('enrol.save', { sessionId: state.sessionId });
  };

  it('enrols, recognises in another session, logs once, and knows no stranger', async () => {
    await start();
    expect(await enrol('1', '0001', '01')).toMatchObject({
      status: 'saved',
      person: { templates: 3 },
    });
    await play(frames('live', '0001', '02', 25));
    expect(recorded()).toMatchObject([{ outcome: 'known', person: { personId: '1' } }]);
    const results = await play(frames('live', '0005', '01', 25));
    const names = results.flatMap((r) => r.faces.map((f) => f.person?.personId ?? null));
    expect(names.every((name) => name === null)).toBe(true);
    expect(recorded().map((e) => e.outcome)).toEqual(['known', 'unknown']);
    expect(await call('log.list')).toMatchObject({
      events: [{ outcome: 'unknown' }, { outcome: 'known' }],
    });
  }, 120_000);

  it('takes the name back when another person steps into the same place', async () => {
    await start();
    await enrol('1', '0001', '01');
    await play(frames('live', '0001', '02', 10));
    // No pause: the tracker cannot tell, the embeddings must.
    const results = await play(frames('live', '0005', '01', 20), { gapMs: 0 });
    const named = results.map((r) => r.faces.some((f) => f.person !== null));
    expect(named.lastIndexOf(true)).toBeLessThan(10);
    expect(recorded().map((e) => e.outcome)).toEqual(['known', 'unknown']);
  }, 120_000);

  it('refuses a held-up print of an enrolled person', async () => {
    await start();
    await enrol('1', '0001', '01');
    const results = await play(frames('spoof', '0001', '01', 25));
    const outcomes = new Set(results.flatMap((r) => r.faces.map((f) => f.outcome)));
    expect(outcomes.has('known')).toBe(false);
    expect(outcomes.has('spoof')).toBe(true);
    expect(recorded().map((e) => e.outcome)).toContain('spoof');
  }, 120_000);

  it('refuses everyone on the next frame once the slider is at its end', async () => {
    await start();
    await enrol('1', '0001', '01');
    const files = frames('live', '0001', '02', 16);
    const before = await play(files.slice(0, 15));
    expect(before.at(-1)!.faces[0]).toMatchObject({ outcome: 'known' });
    await call('settings.update', { thresholdMode: 'fixed', threshold: 1 });
    const [after] = await play(files.slice(15), { gapMs: 0 });
    expect(after!.threshold).toBe(1);
    expect(after!.faces[0]).toMatchObject({ outcome: 'unknown', person: null });
  }, 120_000);
});
