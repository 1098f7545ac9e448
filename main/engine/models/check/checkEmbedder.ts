import { shrunk } from '../../evaluate/shrunk';
import type { Box, FivePoints, Vision } from '../../vision/types';
import type { Finding } from './finding';
import type { CheckPictures, FacePicture } from './pictures';

/** A face and its changed copies, which all show one person. */
interface Shown {
  person: string;
  vector: Float32Array;
}

/**
 * An embedder puts pictures of one person, and the same picture mirrored, darker and smaller, nearer
 * to each other than any two people, and different people apart at all. Wrong channels or scaling
 * often pass: `evaluate verification` is what shows them.
 */
export async function checkEmbedder(vision: Vision, pictures: CheckPictures): Promise<Finding> {
  const shown: Shown[] = [];
  for (const face of pictures.faces) shown.push(...(await show(vision, face)));
  let [same, different] = [1, -1];
  for (const [at, a] of shown.entries()) {
    for (const b of shown.slice(at + 1)) {
      const similarity = a.vector.reduce((sum, value, i) => sum + value * b.vector[i]!, 0);
      if (a.person === b.person) same = Math.min(same, similarity);
      else different = Math.max(different, similarity);
    }
  }
  const problems: string[] = [];
  if (different > 0.999) problems.push('gives different people the same vector');
  else if (!(same > different))
    problems.push(
      `puts two people nearer to each other (${different.toFixed(3)}) than two pictures of one (${same.toFixed(3)})`,
    );
  return { problems, figures: { 'least similar of one': same, 'most similar of two': different } };
}

async function show(vision: Vision, { image, person, box, five }: FacePicture): Promise<Shown[]> {
  const crop = vision.align(image, { box, five });
  const darker = crop.data.map((value, at) => (at % 4 === 3 ? value : value * 0.6));
  const half = (numbers: readonly number[]) => numbers.map((value) => value / 2);
  const smaller = vision.align(shrunk(image, 0.5), {
    box: half(box) as Box, // map keeps the four
    five: five.map(half) as FivePoints, // and the five
  });
  const crops = [
    crop,
    { ...crop, data: mirrored(crop.data, crop.size) },
    { ...crop, data: darker },
    smaller,
  ];
  const shown: Shown[] = [];
  for (const each of crops) {
    const [embedding] = await vision.embed([each]);
    shown.push({ person, vector: embedding!.vector });
  }
  return shown;
}

function mirrored(rgba: Uint8ClampedArray, size: number): Uint8ClampedArray<ArrayBuffer> {
  const turned = new Uint8ClampedArray(rgba.length);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const from = (y * size + size - 1 - x) * 4;
      turned.set(rgba.subarray(from, from + 4), (y * size + x) * 4);
    }
  }
  return turned;
}
