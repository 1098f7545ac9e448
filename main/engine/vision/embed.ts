import { Fault } from '../../../preload/contract/faults';
import { outputOf } from './families/decoder';
import type { EmbedderEntry } from './manifest';
import { type ChannelPlan, channelPlan } from './pixels';
import type { Session } from './session';
import type { AlignedCrop, Embedding } from './types';

export interface Embedder {
  /** One embedding per aligned crop, in order. Throws Fault BAD_INPUT for a crop of another size. */
  embed(crops: readonly AlignedCrop[]): Promise<Embedding[]>;
}

/** An embedder over its session: unit vectors, and the length each had before normalising. */
export function createEmbedder(entry: EmbedderEntry, session: Session): Embedder {
  const { input } = entry;
  const plan = channelPlan(input, input.width * input.height);
  const floats = input.width * input.height * 3;
  const embedSome = async (crops: readonly AlignedCrop[]): Promise<Embedding[]> => {
    for (const crop of crops) {
      if (crop.size === input.width && crop.data.length === crop.size * crop.size * 4) continue;
      throw new Fault('BAD_INPUT', `A crop must be ${input.width} pixels wide, not ${crop.size}`, {
        where: 'crop',
      });
    }
    const outputs = await session.run(
      (into) => {
        for (const [i, { data }] of crops.entries()) {
          writePlanes(data, plan, into.subarray(i * floats, (i + 1) * floats));
        }
      },
      [crops.length, 3, input.height, input.width],
    );
    const { file, dimension } = entry;
    const vectors = outputOf(outputs, entry.outputs.embedding, crops.length * dimension, file);
    return crops.map((_, i) => normalise(vectors.slice(i * dimension, (i + 1) * dimension), file));
  };
  return {
    async embed(crops) {
      const embeddings: Embedding[] = [];
      for (let from = 0; from < crops.length; from += entry.batch) {
        embeddings.push(...(await embedSome(crops.slice(from, from + entry.batch))));
      }
      return embeddings;
    },
  };
}

function writePlanes(
  rgba: Uint8ClampedArray,
  { scale, shift, planes }: ChannelPlan,
  into: Float32Array,
): void {
  if (planes === null) throw new Error('An embedder takes colour');
  const pixels = rgba.length / 4;
  for (let c = 0; c < 3; c++) {
    const [plane, s, t] = [planes[c]!, scale[c]!, shift[c]!];
    for (let i = 0, at = c; i < pixels; i++, at += 4) into[plane + i] = rgba[at]! * s + t;
  }
}

function normalise(raw: Float32Array, file: string): Embedding {
  let square = 0;
  for (const value of raw) square += value * value;
  const norm = Math.sqrt(square);
  if (!(norm > 0 && Number.isFinite(norm))) {
    throw new Fault('MODEL_INVALID', `${file} gave a vector of length ${norm}`, { file });
  }
  return { vector: raw.map((value) => value / norm), norm };
}
