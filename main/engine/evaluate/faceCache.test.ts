import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../store/testing/fixtures';
import { openFaceCache, type ImageFace } from './faceCache';

const face: ImageFace = {
  faces: 1,
  box: [1, 2, 3, 4],
  score: 0.9,
  norm: 3.5,
  quality: null,
  vector: Float32Array.of(0.6, 0.8),
};
const HASH = 'ab'.repeat(32);
const PRINT = 'cd'.repeat(32);
const home = (dir: string) => join(dir, 'faces', PRINT.slice(0, 24));
const entry = (dir: string) => join(home(dir), HASH.slice(0, 2), `${HASH.slice(2)}.face`);

describe('the cache of faces', () => {
  it('gives back what was put in, for this fingerprint alone, readable by its owner alone', async () => {
    const dir = tempFolder();
    await openFaceCache(dir, PRINT).put(HASH, face);
    expect(await openFaceCache(dir, PRINT).get(HASH)).toEqual(face);
    expect(await openFaceCache(dir, 'ef'.repeat(32)).get(HASH)).toBeNull();
    expect(statSync(entry(dir)).mode & 0o777).toBe(0o600);
  });

  it('has nothing of an entry that was altered or cut', async () => {
    const dir = tempFolder();
    const cache = openFaceCache(dir, PRINT);
    await cache.put(HASH, face);
    const bytes = readFileSync(entry(dir));
    writeFileSync(entry(dir), bytes.subarray(0, -3));
    expect(await cache.get(HASH)).toBeNull();
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(entry(dir), bytes);
    expect(await cache.get(HASH)).toBeNull();
  });

  it('removes what a killed run left half-written, once no run can be at it', async () => {
    const dir = tempFolder();
    const partials = join(home(dir), 'partial');
    mkdirSync(partials, { recursive: true });
    for (const name of ['old', 'fresh']) writeFileSync(join(partials, name), 'half a face');
    const hoursAgo = new Date(Date.now() - 2 * 3_600_000);
    utimesSync(join(partials, 'old'), hoursAgo, hoursAgo);
    await openFaceCache(dir, PRINT).put(HASH, face);
    expect(readdirSync(partials)).toEqual(['fresh']);
  });
});
