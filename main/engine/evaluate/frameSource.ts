import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Fault } from '../../../preload/contract/faults';
import { decodeImage, readImageFile } from '../vision/decodeImage';
import type { RgbaImage } from '../vision/types';

/**
 * Cuts a stream of JPEG pictures one after the other into the pictures. Segments are walked by their
 * lengths, so that a thumbnail inside one does not end it; bytes between pictures and a picture cut
 * short at the end are left out. (ITU-T T.81, annex B.)
 */
export function* splitMjpeg(bytes: Uint8Array): Generator<Uint8Array> {
  let at = 0;
  while (at + 3 < bytes.length) {
    if (bytes[at] !== 0xff || bytes[at + 1] !== 0xd8) {
      at++;
      continue;
    }
    const end = endOfJpeg(bytes, at + 2);
    if (end === null) return;
    yield bytes.subarray(at, end);
    at = end;
  }
}

/** The index after EOI, from a position behind SOI; null when the data ends before. */
function endOfJpeg(bytes: Uint8Array, from: number): number | null {
  let at = from;
  while (at + 1 < bytes.length) {
    const marker = bytes[at + 1]!;
    if (bytes[at] !== 0xff || marker === 0xff) {
      at++; // entropy-coded data, or a fill byte
    } else if (marker === 0xd9) {
      return at + 2;
    } else if (marker === 0x00 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2; // a stuffed zero or a restart: no length follows
    } else {
      const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
      at += 2 + Math.max(2, length); // the length counts itself
    }
  }
  return null;
}

/**
 * The frames of a clip, decoded one at a time: a .mjpeg file, or `images` of a folder in order.
 * Throws Fault FILE_UNREADABLE; BAD_INPUT for a file in which there is no JPEG picture; IMAGE_*.
 */
export async function* clipFrames(
  path: string,
  images: readonly string[] | null,
): AsyncGenerator<RgbaImage> {
  if (images) {
    for (const image of images) yield await readImageFile(join(path, image));
    return;
  }
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new Fault('FILE_UNREADABLE', `${path}: cannot be read`, { file: path }, { cause });
  });
  let frame = 0;
  for (const jpeg of splitMjpeg(bytes))
    yield await decodeImage(jpeg, `frame ${++frame} of ${basename(path)}`);
  if (frame === 0)
    throw new Fault(
      'BAD_INPUT',
      `${path}: no JPEG pictures in it (.mjpeg or a folder is expected)`,
    );
}

/** FILE_UNREADABLE when there is nothing at `path`. */
export async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Fault('FILE_UNREADABLE', `${path}: not found`, { file: path }, { cause });
  });
  return found.isDirectory();
}
