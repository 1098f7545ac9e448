import { InferenceSession } from 'onnxruntime-node';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadManifest } from '../manifest';
import { createGraph } from '../testing/networks';
import { type AddableFamily, type Declared, inferEntry, type Slot } from './infer';

async function declaredBy(bytes: Uint8Array, file = 'test.onnx'): Promise<Declared> {
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 4 });
  const slots = (list: InferenceSession['inputMetadata']): Slot[] =>
    list.map((slot) => {
      if (!slot.isTensor) throw new TypeError(`${slot.name} is no tensor`);
      return { name: slot.name, type: slot.type, shape: slot.shape };
    });
  const declared = {
    file,
    inputs: slots(session.inputMetadata),
    outputs: slots(session.outputMetadata),
  };
  await session.release();
  return declared;
}

const slot = (name: string, ...shape: (number | string)[]): Slot => ({
  name,
  type: 'float32',
  shape,
});
const declare = (input: Slot, ...outputs: Slot[]): Declared => ({
  file: 'test.onnx',
  inputs: [input],
  outputs,
});

describe('what follows from a file', () => {
  it.each([
    ['detector', 'rfb-ssd', {}],
    ['embedder', 'arcface-112', { channels: 'BGR', mean: 127, std: 128 }],
  ] as const)('is what the manifest says of the shipped %s', async (role, family, told) => {
    const modelsDir = path.join(process.cwd(), 'models');
    const { models } = await loadManifest(modelsDir);
    const entry = models.find((model) => model.role === role)!;
    const file = readFileSync(path.join(modelsDir, entry.file));
    expect(entry).toMatchObject(inferEntry(family, await declaredBy(file), told));
  });

  const yunet = path.join(process.cwd(), '../shared/models/yunet_s_dynamic.onnx');
  it.skipIf(!existsSync(yunet))('of any size is fed no more than the picture', async () => {
    const declared = await declaredBy(readFileSync(yunet));
    expect(inferEntry('yunet', declared, { width: 320, height: 256 })).toMatchObject({
      family: 'yunet',
      fit: 'letterbox-trimmed',
      input: { width: 320, height: 256, channels: 'BGR', mean: [0, 0, 0], std: [1, 1, 1] },
      outputs: { cls: 'cls_', points: 'kps_' },
    });
  });

  it('is read off a file written with sides that vary', async () => {
    const graph = createGraph('embedder');
    graph.input('pixels', ['n', 3, 160, 160]);
    const flat = graph.node('Flatten', ['pixels'], { axis: 1 });
    graph.node('Slice', [flat, graph.ints([0]), graph.ints([128]), graph.ints([1])], {}, ['out']);
    graph.output('out', ['n', 128]);
    expect(inferEntry('facenet-160', await declaredBy(graph.bytes()))).toEqual({
      role: 'embedder',
      family: 'facenet-160',
      input: {
        name: 'pixels',
        layout: 'NCHW',
        width: 160,
        height: 160,
        channels: 'RGB',
        mean: [127.5, 127.5, 127.5],
        std: [128, 128, 128],
      },
      outputs: { embedding: 'out' },
      dimension: 128,
      metric: 'cosine',
      batch: 16,
      crop: { rule: 'box-inside', scale: 1.2 },
    });
  });
});

describe('scrfd', () => {
  const outputs = (last: number, names: string[], rows: (number | string)[] = [12800, 3200, 800]) =>
    names.map((name, i) => slot(name, 1, rows[i]!, last));

  it('has its outputs ordered by cells, whatever their names', () => {
    const declared = declare(
      slot('input.1', 1, 3, 640, 640),
      ...outputs(1, ['493', '468', '443'], [800, 3200, 12800]),
      ...outputs(10, ['449', '474', '499']),
      ...outputs(4, ['446', '471', '496']),
    );
    expect(inferEntry('scrfd', declared)).toMatchObject({
      input: { name: 'input.1', channels: 'RGB', mean: [127.5, 127.5, 127.5] },
      fit: 'letterbox-top-left',
      outputs: {
        scores: ['443', '468', '493'],
        boxes: ['446', '471', '496'],
        points: ['449', '474', '499'],
      },
      anchorsPerCell: 2,
    });
  });

  it('of any size has them as declared, and may have no points', () => {
    const unknown = ['a', 'b', 'c'];
    const declared = declare(
      slot('input.1', 1, 3, '?', '?'),
      ...outputs(1, ['score_8', 'score_16', 'score_32'], unknown),
      ...outputs(4, ['bbox_8', 'bbox_16', 'bbox_32'], unknown),
    );
    const entry = inferEntry('scrfd', declared);
    expect(entry).toMatchObject({
      input: { width: 640, height: 640 },
      fit: 'letterbox-trimmed',
      anchorsPerCell: 2,
      outputs: { scores: ['score_8', 'score_16', 'score_32'] },
    });
    expect(entry.outputs).not.toHaveProperty('points');
  });
});

describe('a network that cannot be of the family', () => {
  const face = slot('x', 1, 3, 112, 112);
  it.each<[AddableFamily, Declared]>([
    ['rfb-ssd', declare(face, slot('scores', 1, 4420, 2))],
    ['rfb-ssd', declare(face, slot('scores', 1, 4420, 2), slot('boxes', 1, 400, 4))],
    ['yunet', declare(face, slot('cls_8', 1, 6400, 1))],
    ['scrfd', declare(face, slot('a', 1, 392, 1), slot('b', 1, 392, 4))],
    ['facenet-160', declare(face, slot('y', 1, 512), slot('z', 1, 512))],
    ['facenet-160', declare(slot('x', 1, 160, 160, 3), slot('y', 1, 512))],
    ['facenet-160', declare(face, slot('y', 1, 512, 1, 1))],
  ])('%s is refused, with what it has and what was expected', (family, declared) => {
    expect(() => inferEntry(family, declared)).toThrow(
      expect.objectContaining({
        code: 'MODEL_INVALID',
        message: expect.stringMatching(/^test\.onnx is no .* network: it takes x \[.*expected: /),
      }),
    );
  });

  it('is not guessed at: ArcFace needs to be told how colours are fed', () => {
    expect(() => inferEntry('arcface-112', declare(face, slot('y', 1, 512)))).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT' }),
    );
  });
});
