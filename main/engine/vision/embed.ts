import { Fault } from '../../../preload/contract/faults';
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
  const embedOne = async (crop: AlignedCrop): Promise<Embedding> => {
    if (crop.size !== input.width || crop.data.length !== crop.size * crop.size * 4) {
      throw new Fault('BAD_INPUT', `A crop must be ${input.width} pixels wide, not ${crop.size}`, {
        where: 'crop',
      });
    }
    const outputs = await session.run((into) => writePlanes(crop.data, plan, into));
    return normalise(outputs[entry.outputs.embedding]!, entry.file);
  };
  return {
    async embed(crops) {
      const embeddings: Embedding[] = [];
      for (const crop of crops) embeddings.push(await embedOne(crop));
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
