import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEmbedder } from './embed';
import { createLandmarker } from './landmarks';
import { createLivenessJudge } from './liveness';
import { defaultModel, loadManifest } from './manifest';
import { createSession, type Session } from './session';
import type { RgbaImage } from './types';

const modelsDir = path.join(process.cwd(), 'models');
const manifest = await loadManifest(modelsDir);

function answering(
  outputs: Record<string, Float32Array>,
  size: number,
  inputs: Float32Array[] = [],
): Session {
  return {
    async run(fill) {
      const input = new Float32Array(size);
      fill(input);
      inputs.push(input);
      return outputs;
    },
    close: async () => undefined,
  };
}

/** Red grows to the right, green downwards. */
function slope(width: number, height: number): RgbaImage {
  const data = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    data.set([(i % width) / 2, Math.floor(i / width) / 2, 40, 255], i * 4);
  }
  return { width, height, data };
}

describe('landmarks', () => {
  const entry = defaultModel(manifest, 'landmarks');

  it('are shares of the box, and the five are averages of groups', async () => {
    const shares = Float32Array.from(
      { length: 136 },
      (_, i) => (i % 2 === 0 ? (i / 2) % 10 : 5) / 10,
    );
    const landmarker = createLandmarker(entry, answering({ output: shares }, 4096));
    const { all, five } = await landmarker.locate(slope(200, 200), [40, 50, 100, 20]);
    expect(all[3]).toEqual([40 + 100 * shares[6]!, 50 + 20 * shares[7]!]);
    // 36 to 41 have the tenths 6 7 8 9 0 1: 31 / 60 on average.
    expect(five[0][0]).toBeCloseTo(40 + (100 * 31) / 60, 4);
    expect(five[2]).toEqual(all[30]);
  });
});

describe('embedding', () => {
  const entry = { ...defaultModel(manifest, 'embedder'), dimension: 3 };
  const crop = (r: number, g: number, b: number) => {
    const data = new Uint8ClampedArray(112 * 112 * 4);
    for (let i = 0; i < 112 * 112; i++) data.set([r, g, b, 255], i * 4);
    return { size: 112, data };
  };

  it('feeds blue, green, red and gives a unit vector and its former length', async () => {
    const inputs: Float32Array[] = [];
    const session = answering({ output: Float32Array.from([3, 0, 4]) }, 112 * 112 * 3, inputs);
    const [embedding] = await createEmbedder(entry, session).embed([crop(127, 255, 0)]);
    expect(embedding).toEqual({ norm: 5, vector: Float32Array.from([0.6, 0, 0.8]) });
    const plane = 112 * 112;
    const [input] = inputs;
    expect([input![0], input![plane], input![2 * plane]].map((v) => v! * 128)).toEqual([
      -127, 128, 0,
    ]);
  });

  it('keeps the order of several crops', async () => {
    const session: Session = {
      async run(fill) {
        const input = new Float32Array(112 * 112 * 3);
        fill(input);
        return { output: Float32Array.from([1, input[0]! + 1, 0]) };
      },
      close: async () => undefined,
    };
    const found = await createEmbedder(entry, session).embed([crop(0, 0, 10), crop(0, 0, 200)]);
    expect(found[0]!.vector[1]).toBeLessThan(found[1]!.vector[1]!);
  });

  it('refuses a crop of another size and a network that answers nothing', async () => {
    const zero = createEmbedder(entry, answering({ output: new Float32Array(3) }, 112 * 112 * 3));
    await expect(zero.embed([crop(1, 2, 3)])).rejects.toMatchObject({ code: 'MODEL_INVALID' });
    const small = { size: 96, data: new Uint8ClampedArray(96 * 96 * 4) };
    await expect(zero.embed([small])).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});

describe('liveness', () => {
  const entry = defaultModel(manifest, 'liveness');

  it('is the softmax of the live class', async () => {
    const judge = createLivenessJudge(
      entry,
      answering({ output: Float32Array.from([100, 99, 98]) }, 128 * 128 * 3),
    );
    const expected = 1 / (1 + Math.exp(-1) + Math.exp(-2));
    expect(await judge.judge(slope(300, 300), [100, 100, 50, 50])).toBeCloseTo(expected, 6);
  });

  it('looks at the surroundings of the face, shifted to lie inside the image', async () => {
    const inputs: Float32Array[] = [];
    const judge = createLivenessJudge(
      entry,
      answering({ output: new Float32Array(3) }, 128 * 128 * 3, inputs),
    );
    await judge.judge(slope(400, 400), [0, 0, 100, 100]);
    const red = inputs[0]!.subarray(2 * 128 * 128);
    // The region is 0 to 270 pixels wide, so red runs from 0 to 135.
    expect(red[0]).toBeLessThan(2);
    expect(red[127]).toBeGreaterThan(130);
    expect(red[127]).toBeLessThan(137);
  });
});

describe('a session', () => {
  const open = async () => {
    const entry = defaultModel(manifest, 'landmarks');
    return createSession(readFileSync(path.join(modelsDir, entry.file)), {
      file: entry.file,
      input: { name: 'input', dims: [1, 1, 64, 64] },
      outputs: ['output'],
      provider: 'cpu',
      threads: 1,
    });
  };

  it('answers runs that were asked for at once as if one after the other', async () => {
    const session = await open();
    const alone = [];
    for (const level of [0.1, 0.5, 0.9])
      alone.push(await session.run((input) => input.fill(level)));
    const together = await Promise.all(
      [0.1, 0.5, 0.9].map((level) => session.run((input) => input.fill(level))),
    );
    expect(together).toEqual(alone);
    await session.close();
  });

  it('goes on after a run whose input could not be made', async () => {
    const session = await open();
    const failed = session.run(() => {
      throw new TypeError('no pixels');
    });
    const next = session.run((input) => input.fill(0.5));
    await expect(failed).rejects.toThrow('no pixels');
    expect((await next)['output']).toHaveLength(136);
    await session.close();
  });

  it('of bytes that are no network is refused', async () => {
    const options = {
      file: 'x.onnx',
      input: { name: 'input', dims: [1] },
      outputs: [],
      threads: 1,
    } as const;
    await expect(
      createSession(Buffer.from('not a network'), { ...options, provider: 'cpu' }),
    ).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      detail: { file: 'x.onnx' },
    });
  });
});
