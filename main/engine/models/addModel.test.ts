import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createVision } from '../vision/createVision';
import { defaultModel, loadModels, type ModelFolders } from '../vision/manifest';
import { createGraph } from '../vision/testing/networks';
import { addModel } from './addModel';
import { describeModel, type Description } from './describeModel';
import { SHIPPED, tempFolders } from './testing/folders';

const openVision = (folders: ModelFolders) =>
  createVision({ ...folders, provider: 'cpu', threads: 1 });
const from = { licence: 'MIT', source: 'a test' };
const asShipped = { channels: 'BGR', mean: 127, std: 128 } as const;

async function add(
  file: string,
  told: Omit<Description, 'licence' | 'source'>,
  folders: Awaited<ReturnType<typeof tempFolders>>,
) {
  const json = await describeModel(file, { ...from, ...told });
  return addModel(json, () => file, { folders, openVision });
}

/** A network written for the test, and folders to add it to. */
async function network(bytes: Uint8Array) {
  const folders = await tempFolders();
  const file = path.join(folders.dir, 'Made up.onnx');
  await writeFile(file, bytes);
  return { folders, file };
}

/** An embedder whose every vector is what `end` makes of zeros. */
function embedder(end: (graph: ReturnType<typeof createGraph>, zeros: string) => string) {
  const graph = createGraph('embedder');
  graph.input('pixels', [1, 3, 112, 112]);
  const flat = graph.node('Flatten', ['pixels'], { axis: 1 });
  const few = graph.node('Slice', [flat, graph.ints([0]), graph.ints([128]), graph.ints([1])]);
  const zeros = graph.node('Mul', [few, graph.floats([1], [0])]);
  graph.node('Identity', [end(graph, zeros)], {}, ['out']);
  graph.output('out', [1, 128]);
  return graph.bytes();
}

describe('adding a model', () => {
  it('takes one that does what its family does: copied, named, not yet in use', async () => {
    const folders = await tempFolders();
    const file = path.join(SHIPPED, 'detector-rfb-320.onnx');
    const { entry, figures, list } = await add(file, { family: 'rfb-ssd', id: 'mine' }, folders);
    expect(entry).toMatchObject({ id: 'mine', role: 'detector', licence: 'MIT', anchors: 4420 });
    expect(entry.source).toMatchObject({ package: 'a test', path: 'detector-rfb-320.onnx' });
    expect(Object.values(figures)).toHaveLength(4);
    expect(Math.min(...Object.values(figures))).toBeGreaterThan(0.98);
    expect(list).toBe(path.join(folders.userModelsDir, 'manifest.json'));
    expect((await readdir(folders.userModelsDir)).sort()).toEqual([
      'detector-mine.onnx',
      'manifest.json',
    ]);
    expect((await loadModels(folders)).manifest.defaults.detector).toBe('rfb-320');
    const vision = await openVision({ ...folders, prefer: ['mine'] });
    expect(vision.models[0]).toMatchObject({ id: 'mine', origin: 'user' });
    await vision.close();
  });

  it('takes an embedder, without a calibration', async () => {
    const folders = await tempFolders();
    const file = path.join(SHIPPED, 'embedder-mobilefacenet-512.onnx');
    const { figures } = await add(file, { family: 'arcface-112', ...asShipped }, folders);
    expect(figures['least similar of one']).toBeGreaterThan(figures['most similar of two']!);
    const { manifest } = await loadModels({
      ...folders,
      prefer: ['embedder-mobilefacenet-512'],
    });
    expect(defaultModel(manifest, 'embedder')).toMatchObject({ dimension: 512 });
    expect(defaultModel(manifest, 'embedder').calibration).toBeUndefined();
  });

  const yunet = path.join(process.cwd(), '../shared/models/yunet_s_640_640.onnx');
  it.skipIf(!existsSync(yunet))('takes YuNet as a detector with five points', async () => {
    const folders = await tempFolders();
    const { entry, figures } = await add(yunet, { family: 'yunet', id: 'yunet' }, folders);
    expect(entry).toMatchObject({ strides: [8, 16, 32], outputs: { box: 'bbox_' } });
    expect(figures['b-1.jpg points']).toBeLessThan(0.25);
    const { models } = JSON.parse(await readFile(path.join(SHIPPED, 'catalogue.json'), 'utf8')) as {
      models: { entry: { sha256: string; input: object } }[];
    }; // our own file
    const listed = models.find((item) => item.entry.sha256 === entry.sha256)!;
    expect(listed.entry.input).toEqual(entry.input);
  });

  it('refuses a detector that sees nothing, and leaves nothing', async () => {
    const graph = createGraph('blind');
    graph.input('pixels', [1, 3, 240, 320]);
    const flat = graph.node('Flatten', ['pixels'], { axis: 1 });
    for (const [name, columns] of [
      ['s', 2],
      ['b', 4],
    ] as const) {
      const few = graph.node('Slice', [
        flat,
        graph.ints([0]),
        graph.ints([100 * columns]),
        graph.ints([1]),
      ]);
      const none = graph.node('Mul', [few, graph.floats([1], [0])]);
      graph.node('Reshape', [none, graph.ints([1, 100, columns])], {}, [name]);
      graph.output(name, [1, 100, columns]);
    }
    const { folders, file } = await network(graph.bytes());
    await expect(add(file, { family: 'rfb-ssd' }, folders)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('finds no face in a-1.jpg'),
      detail: { problems: expect.arrayContaining([expect.stringContaining('b-2.jpg')]) },
    });
    expect(existsSync(folders.userModelsDir)).toBe(false);
  });

  it('refuses an embedder that gives everybody one vector, and one that gives no numbers', async () => {
    const same = await network(
      embedder((graph, zeros) => graph.node('Add', [zeros, graph.floats([1], [1])])),
    );
    const told = { family: 'arcface-112', ...asShipped } as const;
    await expect(add(same.file, told, same.folders)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('the same vector'),
    });
    const none = await network(embedder((graph, zeros) => graph.node('Div', [zeros, zeros])));
    await expect(add(none.file, told, none.folders)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('NaN'),
    });
    expect(existsSync(none.folders.userModelsDir)).toBe(false);
  });

  it('refuses a file of another family, one that is no network, and one that is not there', async () => {
    const folders = await tempFolders();
    const detector = path.join(SHIPPED, 'detector-rfb-320.onnx');
    await expect(add(detector, { family: 'yunet' }, folders)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('no yunet network'),
    });
    const text = path.join(folders.dir, 'text.onnx');
    await writeFile(text, 'hello');
    await expect(add(text, { family: 'yunet' }, folders)).rejects.toMatchObject({
      code: 'MODEL_INVALID',
    });
    await expect(add(`${text}.not`, { family: 'yunet' }, folders)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
    expect(existsSync(folders.userModelsDir)).toBe(false);
  });

  it('refuses what was told of the wrong family', async () => {
    const file = path.join(SHIPPED, 'embedder-mobilefacenet-512.onnx');
    const told = { ...from, ...asShipped, family: 'arcface-112' } as const;
    await expect(describeModel(file, { ...told, scoreThreshold: 0.5 })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    await expect(describeModel(file, { ...told, alignBy: 'detector' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  });

  it('refuses an id that is taken, by a shipped model or its own', async () => {
    const folders = await tempFolders();
    const file = path.join(SHIPPED, 'detector-rfb-320.onnx');
    const told = { family: 'rfb-ssd' } as const;
    await expect(add(file, { ...told, id: 'rfb-320' }, folders)).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    await add(file, { ...told, id: 'mine' }, folders);
    const before = await readFile(path.join(folders.userModelsDir, 'manifest.json'), 'utf8');
    await expect(add(file, { ...told, id: 'mine' }, folders)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('--id'),
    });
    expect(await readFile(path.join(folders.userModelsDir, 'manifest.json'), 'utf8')).toBe(before);
  });

  it('refuses a file that is not the one its entry names', async () => {
    const folders = await tempFolders();
    const file = path.join(folders.dir, 'changing.onnx');
    await copyFile(path.join(SHIPPED, 'detector-rfb-320.onnx'), file);
    const json = await describeModel(file, { ...from, family: 'rfb-ssd' });
    const bytes = await readFile(file);
    bytes[5000]! ^= 1;
    await writeFile(file, bytes);
    const deps = { folders, openVision };
    await expect(addModel(json, () => file, deps)).rejects.toMatchObject({ code: 'MODEL_HASH' });
    expect(existsSync(folders.userModelsDir)).toBe(false);
  });

  it('takes its files out again where the list cannot be written', async () => {
    const folders = await tempFolders();
    const file = path.join(SHIPPED, 'detector-rfb-320.onnx');
    const deps = {
      folders,
      openVision: async (given: ModelFolders) => {
        // Something else takes the list's place between the check and the writing.
        await mkdir(path.join(folders.userModelsDir, 'manifest.json'));
        return openVision(given);
      },
    };
    const json = await describeModel(file, { ...from, family: 'rfb-ssd', id: 'mine' });
    await expect(addModel(json, () => file, deps)).rejects.toMatchObject({
      code: 'OVERLAY_INVALID',
    });
    expect(await readdir(folders.userModelsDir)).toEqual(['manifest.json']);
  });
});
