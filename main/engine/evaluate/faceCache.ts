import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Quality } from '../../../preload/contract/shapes';

/** What is kept of an image: its prominent face, or that it has none. */
const Header = z.object({
  faces: z.number().int().min(0),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  score: z.number(),
  norm: z.number(),
  quality: Quality.nullable(),
  dimension: z.number().int().min(0),
});

export interface ImageFace extends Omit<z.infer<typeof Header>, 'dimension'> {
  /** Unit vector; null when no face was found. */
  vector: Float32Array | null;
}

export interface FaceCache {
  /** null when there is no entry, or none that is whole. */
  get(fileHash: string): Promise<ImageFace | null>;
  put(fileHash: string, face: ImageFace): Promise<void>;
}

export const noCache: FaceCache = {
  get: () => Promise.resolve(null),
  put: () => Promise.resolve(),
};

const MAGIC = 'FOYERFACE2';

/**
 * Results by the hash of an image file, under a folder of `fingerprint` (see visionFingerprint), one
 * small file each, readable by the owner only: embeddings are personal data. An entry is written
 * beside its place and renamed; one that is torn or altered fails its checksum and is made again.
 */
export function openFaceCache(dir: string, fingerprint: string): FaceCache {
  const home = join(dir, 'faces', fingerprint.slice(0, 24));
  const place = (hash: string) => join(home, hash.slice(0, 2), `${hash.slice(2)}.face`);
  const partials = join(home, 'partial');
  let swept: Promise<void> | undefined;
  return {
    async get(hash) {
      const bytes = await readFile(place(hash)).catch(() => null);
      return bytes && decode(bytes);
    },
    async put(hash, face) {
      const file = place(hash);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await (swept ??= sweep(partials));
      const partial = join(partials, randomUUID());
      try {
        await writeFile(partial, encode(face), { mode: 0o600, flag: 'wx' });
        await rename(partial, file);
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
    },
  };
}

/** What a killed run left half-written is personal data too. */
const LEFT_BEHIND_MS = 3_600_000;

/** Makes the folder of half-written entries, and removes those that no run can be writing any more. */
async function sweep(partials: string): Promise<void> {
  await mkdir(partials, { recursive: true, mode: 0o700 });
  for (const name of await readdir(partials)) {
    const file = join(partials, name);
    const at = await stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => Infinity, // another run has just renamed it
    );
    if (Date.now() - at > LEFT_BEHIND_MS) await rm(file, { force: true });
  }
}

const checksum = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** Magic, sha256 of the rest, length of the header, header as JSON, vector as little-endian floats. */
function encode({ vector, ...rest }: ImageFace): Buffer {
  const header = Buffer.from(JSON.stringify({ ...rest, dimension: vector?.length ?? 0 }));
  const body = Buffer.alloc(4 + header.length + (vector?.length ?? 0) * 4);
  body.writeUInt32LE(header.length);
  header.copy(body, 4);
  vector?.forEach((value, at) => body.writeFloatLE(value, 4 + header.length + at * 4));
  return Buffer.concat([Buffer.from(MAGIC), checksum(body), body]);
}

function decode(bytes: Buffer): ImageFace | null {
  const start = MAGIC.length + 32;
  const body = bytes.subarray(start);
  if (bytes.length < start + 4 || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return null;
  if (!checksum(body).equals(bytes.subarray(MAGIC.length, start))) return null;
  const end = 4 + body.readUInt32LE();
  const header = Header.safeParse(JSON.parse(body.toString('utf8', 4, end)));
  if (!header.success) return null;
  const { dimension, ...rest } = header.data;
  if (body.length !== end + dimension * 4) return null;
  const vector = Float32Array.from({ length: dimension }, (_, at) =>
    body.readFloatLE(end + at * 4),
  );
  return { ...rest, vector: dimension > 0 ? vector : null };
}
