import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createVision, type LoadedVision } from '../createVision';
import { readImageFile } from '../decodeImage';
import { inputOf, someCascade, someDetector } from '../testing/entries';
import { addCells, createGraph, type Head } from '../testing/networks';

const shipped = path.join(process.cwd(), 'models');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'foyer-own-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function add(file: string, bytes: Uint8Array) {
  await writeFile(path.join(folder, file), bytes);
  return { file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function load(entry: { id: string } & Record<string, unknown>): Promise<LoadedVision> {
  const list = { format: 1, models: [entry] };
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(list));
  return createVision({
    modelsDir: shipped,
    userModelsDir: folder,
    prefer: [entry.id],
    provider: 'cpu',
    threads: 1,
  });
}

/** A detector with one anchor, sure of a face in each cell of 32 pixels, whatever it sees. */
async function sureOfItself(alignBy?: 'detector' | 'landmarks') {
  const graph = createGraph('sure');
  graph.input('input', [1, 3, 64, 64]);
  const constants = (...values: number[]): Head[] => values.map((constant) => ({ constant }));
  addCells(graph, 'score', 32, constants(0.9), 1);
  addCells(graph, 'box', 32, constants(0, 0, 1, 1), 4);
  addCells(graph, 'points', 32, constants(0.3, 0.4, 0.7, 0.4, 0.5, 0.6, 0.3, 0.8, 0.7, 0.8), 10);
  return {
    ...someDetector,
    ...(await add('sure.onnx', graph.bytes())),
    id: 'sure',
    family: 'scrfd',
    input: inputOf(64, 64),
    outputs: { scores: ['score'], boxes: ['box'], points: ['points'] },
    strides: [32],
    anchorsPerCell: 1,
    ...(alignBy && { alignBy }),
  };
}

const still = () =>
  readImageFile(path.join(process.cwd(), 'main/engine/vision/golden/franck_02159.jpg'));

describe('a detector of the station', () => {
  it.each([
    { alignBy: 'detector', same: true },
    { alignBy: 'landmarks', same: false },
    { alignBy: undefined, same: false },
  ] as const)(
    'whose entry says to align by $alignBy gives its own points to alignment: $same',
    async ({ alignBy, same }) => {
      const vision = await load(await sureOfItself(alignBy));
      const image = await still();
      const [face, ...others] = await vision.detect(image);
      expect(others).toHaveLength(3);
      const { all, five } = await vision.landmarks(image, face!);
      expect(all).toHaveLength(68);
      expect(JSON.stringify(five) === JSON.stringify(face!.points)).toBe(same);
      await vision.close();
    },
  );

  it('with a changed byte in the last file of a cascade is refused before it is loaded', async () => {
    const one = await add('one.onnx', readFileSync(path.join(shipped, 'detector-rfb-320.onnx')));
    const last = await add('last.onnx', new Uint8Array([1, 2, 3]));
    const cascade = someCascade({ ...one, id: 'cascade' });
    await expect(
      load({
        ...cascade,
        refine: { ...cascade.refine, ...one },
        finish: { ...cascade.finish, ...last, sha256: '0'.repeat(64) },
      }),
    ).rejects.toMatchObject({
      code: 'MODEL_HASH',
      detail: { file: path.join(folder, 'last.onnx') },
    });
  });
});

describe('an entry that cannot be', () => {
  it.each([
    ['a stride that does not divide the input', { input: inputOf(60, 64) }, 'models.0.input'],
    ['fewer names than strides', { strides: [16, 32] }, 'models.0.outputs'],
    [
      'grey pixels',
      { input: { ...inputOf(64, 64), channels: 'GREY', mean: [0], std: [1] } },
      'models.0.input.channels',
    ],
    ['points from nowhere', { alignBy: 'guess' }, 'models.0.alignBy'],
  ])('%s is named', async (_, wrong, where) => {
    await expect(load({ ...(await sureOfItself()), ...wrong })).rejects.toMatchObject({
      code: 'OVERLAY_INVALID',
      detail: { where },
    });
  });
});
