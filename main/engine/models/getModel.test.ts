import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createVision } from '../vision/createVision';
import { loadModels, type ModelFolders } from '../vision/manifest';
import { readCatalogue } from './catalogue';
import { getModel } from './getModel';
import { SHIPPED, tempFolders } from './testing/folders';

const openVision = (folders: ModelFolders) =>
  createVision({ ...folders, provider: 'cpu', threads: 1 });
const detector = () => readFile(path.join(SHIPPED, 'detector-rfb-320.onnx'));

type Answer = (request: IncomingMessage, response: ServerResponse, bytes: Buffer) => void;

/** Answers ranges as a file server does. */
const serve: Answer = ({ headers }, response, bytes) => {
  const from = Number(/bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
  const head = { 'content-length': bytes.length - from };
  if (from > 0)
    response.writeHead(206, {
      ...head,
      'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
    });
  else response.writeHead(200, head);
  response.end(bytes.subarray(from));
};

/** The head is sent, then so much of the rest, then the line is dead. */
const cutAfter =
  (length: number): Answer =>
  ({ headers }, response, bytes) => {
    const from = Number(/bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': bytes.length - from });
    response.write(bytes.subarray(from, from + length), () => response.destroy());
  };

/**
 * A server with the shipped detector, and a catalogue that offers it as "remote". Each request is
 * answered by the next of `answers`, the last one again and again.
 */
async function offer(answers: Answer[], change: Record<string, unknown> = {}) {
  const bytes = await detector();
  const ranges: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(ranges.length, answers.length - 1)]!;
    ranges.push(request.headers.range);
    answer(request, response, bytes);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // it listens on a port
  const { dir, userModelsDir } = await tempFolders();
  const modelsDir = path.join(dir, 'shipped');
  await cp(SHIPPED, modelsDir, { recursive: true });
  const { models } = JSON.parse(await readFile(path.join(SHIPPED, 'manifest.json'), 'utf8')) as {
    models: { id: string }[];
  }; // our own file
  const url = `http://127.0.0.1:${port}/model.onnx`;
  const entry = {
    ...models.find(({ id }) => id === 'rfb-320'),
    id: 'remote',
    file: 'detector-remote.onnx',
    ...change,
  };
  const list = { format: 1, models: [{ name: 'remote', about: 'a test', url, entry }] };
  await writeFile(path.join(modelsDir, 'catalogue.json'), JSON.stringify(list));
  const folders = { modelsDir, userModelsDir };
  let shown = 0;
  const get = (env: Record<string, string> = {}) =>
    getModel(
      'remote',
      { folders, openVision },
      {
        env,
        progress: (step) => (shown += step),
        known: [],
      },
    );
  return { folders, get, ranges, url, server, bytes, shown: () => shown };
}

describe('getting a model', () => {
  it('downloads, checks and adds it; nothing but the model stays', async () => {
    const { folders, get, shown, bytes } = await offer([serve]);
    expect((await get()).entry.id).toBe('remote');
    expect(shown()).toBe(bytes.length);
    expect((await readdir(folders.userModelsDir)).sort()).toEqual([
      'detector-remote.onnx',
      'manifest.json',
    ]);
    const { manifest, originOf } = await loadModels(folders);
    expect(manifest.defaults.detector).toBe('rfb-320');
    expect(originOf('remote')).toBe('user');
  });

  it('goes on by itself where the connection was cut', async () => {
    const { get, ranges, shown, bytes } = await offer([cutAfter(400_000), serve]);
    await get();
    expect(ranges[0]).toBeUndefined();
    expect(ranges[1]).toMatch(/^bytes=[1-9]\d*-$/);
    expect(shown()).toBe(bytes.length);
  });

  it('gives up after three cuts without a byte, keeps the part, and goes on from it next time', async () => {
    const dead: Answer = (_, response) => response.destroy();
    const answers = [cutAfter(400_000), cutAfter(0), cutAfter(0), cutAfter(0)];
    const { get, ranges, folders, bytes } = await offer(answers);
    await expect(get()).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' });
    const [part, ...more] = await readdir(folders.userModelsDir);
    expect(part).toMatch(/^\..*\.part$/);
    expect(more).toEqual([]);
    const have = (await readFile(path.join(folders.userModelsDir, part!))).length;
    expect(have).toBeGreaterThan(0);
    expect(have).toBeLessThan(bytes.length);
    answers.splice(0, answers.length, dead, serve);
    ranges.length = 0;
    await expect(get()).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' });
    expect((await get()).entry.id).toBe('remote');
    expect(ranges.at(-1)).toBe(`bytes=${have}-`);
  });

  it('begins anew where the server cannot resume', async () => {
    const whole: Answer = (_, response, bytes) => {
      response.writeHead(200).end(bytes);
    };
    const { get, ranges, shown, bytes } = await offer([cutAfter(400_000), whole]);
    expect((await get()).entry.id).toBe('remote');
    expect(ranges).toHaveLength(2);
    expect(shown()).toBe(bytes.length);
  });

  it('follows a redirection', async () => {
    const move: Answer = (_, response) => {
      response.writeHead(302, { location: '/elsewhere.onnx' }).end();
    };
    const { get, ranges } = await offer([move, serve]);
    expect((await get()).entry.id).toBe('remote');
    expect(ranges).toHaveLength(2);
  });

  it('goes by way of the proxy that the environment names', async () => {
    const proxy = await offer([serve]); // answers whatever address it is asked for
    const { get, ranges } = await offer([serve]);
    await get({ HTTP_PROXY: new URL(proxy.url).origin });
    expect(proxy.ranges).toHaveLength(1);
    expect(ranges).toHaveLength(0);
  });

  const nothing = (folders: { userModelsDir: string }) => !existsSync(folders.userModelsDir);

  it.each<[string, Answer, RegExp]>([
    ['says 404', (_, response) => response.writeHead(404).end(), /404/],
    [
      'sends more than is listed',
      (_, response, bytes) => response.end(Buffer.concat([bytes, bytes])),
      /longer than/,
    ],
    [
      'sends less than is listed',
      (_, response, bytes) => response.end(bytes.subarray(100)),
      /not the 1217758 that are listed/,
    ],
    [
      'sends from one address to the next for ever',
      (_, response) => response.writeHead(302, { location: '/again' }).end(),
      /on and on/,
    ],
  ])('changes nothing where the server %s', async (_, answer, message) => {
    const { folders, get } = await offer([answer]);
    await expect(get()).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringMatching(message),
    });
    expect(nothing(folders)).toBe(true);
  });

  it('never loads what has another hash, and changes nothing', async () => {
    const other: Answer = (_, response, bytes) => {
      const changed = Buffer.from(bytes);
      changed[1000]! ^= 1;
      response.end(changed);
    };
    const { folders, get } = await offer([other]);
    await expect(get()).rejects.toMatchObject({ code: 'MODEL_HASH' });
    expect(nothing(folders)).toBe(true);
  });

  it('offline changes nothing', async () => {
    const { folders, get, server } = await offer([serve]);
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
    await expect(get()).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringContaining('no connection'),
    });
    expect(nothing(folders)).toBe(true);
  });

  it('refuses a model whose shapes are not those of its entry, and keeps no part of it', async () => {
    const { folders, get } = await offer([serve], {
      anchors: 10,
      outputs: { scores: 'x', boxes: 'y' },
    });
    await expect(get()).rejects.toMatchObject({ code: 'MODEL_INVALID' });
    expect(nothing(folders)).toBe(true);
  });

  it('that is there already, or unknown, is said before anything is fetched', async () => {
    const { folders, ranges } = await offer([serve]);
    const how = { env: {}, progress: () => undefined };
    const deps = { folders, openVision };
    await expect(getModel('remote', deps, { ...how, known: ['remote'] })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    await expect(getModel('other', deps, { ...how, known: [] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('it has remote'),
    });
    expect(ranges).toEqual([]);
  });
});

describe('the catalogue', () => {
  it('has for each model an address, a licence, a size, and a hash that its source repeats', async () => {
    const items = await readCatalogue(SHIPPED);
    expect(items.map(({ name }) => name)).toEqual(['yunet', 'sface']);
    for (const { url, entry } of items) {
      expect(url).toMatch(/^https:.*\/[0-9a-f]{40}\/.*\.onnx$/);
      expect(entry.source.sha256).toBe(entry.sha256);
      expect(['MIT', 'Apache-2.0']).toContain(entry.licence);
    }
  });

  it('that is broken is a fault with file and place', async () => {
    const { dir } = await tempFolders();
    await mkdir(dir, { recursive: true });
    const file = path.join(dir, 'catalogue.json');
    await expect(readCatalogue(dir)).rejects.toMatchObject({ code: 'MODEL_MISSING' });
    await writeFile(file, '{');
    await expect(readCatalogue(dir)).rejects.toMatchObject({ code: 'MANIFEST_INVALID' });
    await writeFile(file, JSON.stringify({ format: 1, models: [{ name: 'x' }] }));
    await expect(readCatalogue(dir)).rejects.toMatchObject({
      code: 'MANIFEST_INVALID',
      detail: { file, where: 'models.0.about' },
    });
  });

  it('offers YuNet as the same bytes as the file at hand', async ({ skip }) => {
    const file = path.join(process.cwd(), '../shared/models/yunet_s_640_640.onnx');
    if (!existsSync(file)) skip('../shared/models is not there');
    const yunet = (await readCatalogue(SHIPPED)).find(({ name }) => name === 'yunet')!;
    const bytes = await readFile(file);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(yunet.entry.sha256);
    expect(bytes).toHaveLength(yunet.entry.bytes);
  });
});
