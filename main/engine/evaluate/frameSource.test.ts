import { Transformer } from '@napi-rs/image';
import { describe, expect, it } from 'vitest';
import { splitMjpeg } from './frameSource';

const jpeg = async (grey: number) =>
  Transformer.fromRgbaPixels(new Uint8Array(16 * 16 * 4).fill(grey), 16, 16).jpeg(90);

/** A JPEG with another one as its thumbnail in an APP1 segment. */
function withThumbnail(outer: Uint8Array, inner: Uint8Array): Uint8Array {
  const length = inner.length + 2;
  const segment = [0xff, 0xe1, length >> 8, length & 255, ...inner];
  return Uint8Array.from([...outer.subarray(0, 2), ...segment, ...outer.subarray(2)]);
}

describe('a stream of JPEG pictures', () => {
  it('is cut where pictures end, with junk between them left out', async () => {
    const [a, b] = [await jpeg(20), await jpeg(200)];
    const stream = Buffer.concat([a, Buffer.from('--frame\r\n'), b]);
    const parts = [...splitMjpeg(stream)];
    expect(parts.map((part) => [a, b].findIndex((whole) => whole.equals(part)))).toEqual([0, 1]);
  });

  it('is not cut at the end of a thumbnail', async () => {
    const picture = withThumbnail(await jpeg(20), await jpeg(200));
    expect([...splitMjpeg(picture)].map(({ length }) => length)).toEqual([picture.length]);
  });

  it('a picture cut short at the end is left out', async () => {
    const [a, b] = [await jpeg(20), await jpeg(200)];
    const cut = Buffer.concat([a, b.subarray(0, b.length - 2)]);
    expect([...splitMjpeg(cut)]).toHaveLength(1);
    expect([...splitMjpeg(Buffer.from('nothing'))]).toEqual([]);
  });
});
