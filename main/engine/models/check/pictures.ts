import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { Fault } from '../../../../preload/contract/faults';
import { readImageFile } from '../../vision/decodeImage';
import type { RgbaImage } from '../../vision/types';

const Point = z.tuple([z.number(), z.number()]);
const Picture = z.object({
  file: z.string(),
  /** Who is in it; null where nobody is. */
  person: z.string().nullable(),
  /** Left, top, width, height in pixels, from a detector that is known to be right. */
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  five: z.tuple([Point, Point, Point, Point, Point]).optional(),
});
const Pictures = z.object({ pictures: z.array(Picture).min(1) });

type Known = z.infer<typeof Picture>;
export interface FacePicture {
  file: string;
  image: RgbaImage;
  person: string;
  box: NonNullable<Known['box']>;
  five: NonNullable<Known['five']>;
}
export interface CheckPictures {
  /** One face each; several pictures of each of several people. */
  faces: FacePicture[];
  /** Nobody in them. */
  empty: { file: string; image: RgbaImage }[];
}

/** The pictures that come with the models, to check a model with. Throws Fault MODEL_MISSING. */
export async function readCheckPictures(modelsDir: string): Promise<CheckPictures> {
  const folder = path.join(modelsDir, 'check');
  const list = path.join(folder, 'pictures.json');
  const text = await readFile(list, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const message = `${list} cannot be read (${cause.code})`;
    throw new Fault('MODEL_MISSING', message, { file: list }, { cause });
  });
  const result: CheckPictures = { faces: [], empty: [] };
  for (const { file, person, box, five } of Pictures.parse(JSON.parse(text)).pictures) {
    const image = await readImageFile(path.join(folder, file));
    if (person !== null && box && five) result.faces.push({ file, image, person, box, five });
    else result.empty.push({ file, image });
  }
  return result;
}
