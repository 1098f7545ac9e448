import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { Fault } from '../../../preload/contract/faults';
import { type ModelEntry, parseEntry } from '../vision/manifest';

const Item = z.object({
  name: z.string(),
  about: z.string(),
  /** Where the entry's one file is downloaded from. */
  url: z.url({ protocol: /^https?$/ }),
  /** The manifest entry, ready; its sha256 and bytes are what a download must be. */
  entry: z.record(z.string(), z.unknown()),
});
const Catalogue = z.object({ format: z.literal(1), models: z.array(Item) });

export interface CatalogueItem {
  name: string;
  about: string;
  url: string;
  entry: ModelEntry;
  /** The entry as it stands in the file. */
  json: unknown;
}

const FILE = 'catalogue.json';

/** The models that can be fetched, as `modelsDir` lists them. Throws Fault MODEL_MISSING, MANIFEST_INVALID. */
export async function readCatalogue(modelsDir: string): Promise<CatalogueItem[]> {
  const file = path.join(modelsDir, FILE);
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new Fault('MODEL_MISSING', `${file} cannot be read (${cause.code})`, { file }, { cause });
  });
  const parsed = Catalogue.safeParse(parseText(file, text));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.join('.') ?? '';
    throw new Fault('MANIFEST_INVALID', `${file}: ${where}: ${issue?.message}`, { file, where });
  }
  return parsed.data.models.map(({ name, about, url, entry: json }) => ({
    name,
    about,
    url,
    entry: parseEntry(file, json),
    json,
  }));
}

function parseText(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault('MANIFEST_INVALID', `${file} is not JSON`, { file, where: '' }, { cause });
  }
}
