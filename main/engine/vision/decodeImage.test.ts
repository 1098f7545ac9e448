import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Transformer, compressJpeg } from '@napi-rs/image';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../../preload/contract/faults';
import { decodeImage, encodeJpeg, readImageFile } from './decodeImage';
import { readImageHeader } from './imageHeader';

const still = readFileSync(path.join(process.cwd(), 'main/engine/vision/golden/franck_02159.jpg'));

/** 40 x 20: left half red, right half blue, upper left corner green; `alpha` everywhere. */
function flag(alpha = 255) {
  const data = new Uint8Array(40 * 20 * 4);
  for (let i = 0; i < 800; i++) {
    const [x, y] = [i % 40, Math.floor(i / 40)];
    const corner = x < 10 && y < 10;
    data.set(corner ? [0, 255, 0, alpha] : x < 20 ? [255, 0, 0, alpha] : [0, 0, 255, alpha], i * 4);
  }
  return Transformer.fromRgbaPixels(data, 40, 20);
}

/** A JPEG with an EXIF block that says how it is turned. */
function turned(jpeg: Buffer, orientation: number): Buffer {
  const tiff = [
    0x49,
    0x49,
    42,
    0,
    8,
    0,
    0,
    0,
    1,
    0,
    0x12,
    1,
    3,
    0,
    1,
    0,
    0,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const body = Buffer.from([0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff]);
  const length = body.length + 2;
  const marker = Buffer.from([0xff, 0xe1, length >> 8, length & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), marker, body, jpeg.subarray(2)]);
}

const near = (found: ArrayLike<number>, expected: number[]) =>
  expected.every((v, i) => Math.abs(v - found[i]!) < 40);
const pixel = ({ data, width }: Awaited<ReturnType<typeof decodeImage>>, x: number, y: number) => [
  ...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
];
const failure = (bytes: Uint8Array, name = 'given.jpg') =>
  decodeImage(bytes, name).then(
    ({ width, height }) => ({ width, height }),
    (error: unknown) => error,
  );

/** The still with the size in its header replaced. */
function claiming(width: number, height: number): Buffer {
  const copy = Buffer.from(still);
  const frame = copy.findIndex((v, i) => v === 0xff && [0xc0, 0xc1, 0xc2].includes(copy[i + 1]!));
  copy.writeUInt16BE(height, frame + 5);
  copy.writeUInt16BE(width, frame + 7);
  return copy;
}

describe('decoding', () => {
  it.each(['jpeg', 'png', 'webpLossless'] as const)('reads %s as RGBA', async (format) => {
    const image = await decodeImage(await flag()[format](), 'flag');
    expect([image.width, image.height, image.data.length]).toEqual([40, 20, 3200]);
    expect(near(pixel(image, 15, 15), [255, 0, 0, 255])).toBe(true);
    expect(near(pixel(image, 35, 5), [0, 0, 255, 255])).toBe(true);
  });

  it('turns a picture upright by its EXIF orientation', async () => {
    const jpeg = await flag().jpeg(95);
    const clockwise = await decodeImage(turned(jpeg, 6), 'phone.jpg');
    expect([clockwise.width, clockwise.height]).toEqual([20, 40]);
    expect(near(pixel(clockwise, 15, 5), [0, 255, 0])).toBe(true);
    const upsideDown = await decodeImage(turned(jpeg, 3), 'phone.jpg');
    expect([upsideDown.width, upsideDown.height]).toEqual([40, 20]);
    expect(near(pixel(upsideDown, 35, 15), [0, 255, 0])).toBe(true);
  });

  it('lays transparent pictures on white', async () => {
    const image = await decodeImage(await flag(0).png(), 'logo.png');
    expect(pixel(image, 15, 15)).toEqual([255, 255, 255, 255]);
    const half = await decodeImage(await flag(128).png(), 'logo.png');
    expect(near(pixel(half, 15, 15), [255, 127, 127, 255])).toBe(true);
  });

  it('spreads grey over the channels', async () => {
    const image = await decodeImage(await flag().grayscale().png(), 'grey.png');
    const [r, g, b] = pixel(image, 35, 15);
    expect(r === g && g === b).toBe(true);
  });
});

describe('a picture that cannot be used', () => {
  it('is named, with the reason: empty, no picture, cut short', async () => {
    expect(await failure(new Uint8Array())).toMatchObject({
      code: 'IMAGE_UNREADABLE',
      detail: { name: 'given.jpg', reason: 'the file is empty' },
    });
    expect(await failure(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toMatchObject({
      code: 'IMAGE_UNREADABLE',
    });
    expect(await failure(still.subarray(0, 12))).toMatchObject({ code: 'IMAGE_UNREADABLE' });
  });

  it('and cut short is not taken for a grey one', async () => {
    const [png, webp] = [await flag().png(), await flag().webp(80)];
    for (const bytes of [still, png, webp]) {
      for (const share of [0.1, 0.5, 0.95]) {
        const found = await failure(bytes.subarray(0, Math.floor(bytes.length * share)));
        expect(found).toMatchObject({ code: 'IMAGE_UNREADABLE' });
      }
    }
  });

  it('with too many pixels is refused by its header alone', async () => {
    const startedAt = performance.now();
    expect(await failure(claiming(20_000, 20_000))).toMatchObject({
      code: 'IMAGE_TOO_LARGE',
      detail: { name: 'given.jpg', width: 20_000, height: 20_000, limit: 50_000_000 },
    });
    expect(performance.now() - startedAt).toBeLessThan(100);
  });

  it('with fewer bytes than its size needs is refused before it is decoded', async () => {
    expect(await failure(claiming(7000, 7000))).toMatchObject({
      code: 'IMAGE_UNREADABLE',
      detail: { reason: 'it is damaged or cut short' },
    });
    // The least a whole picture can have: one colour, codes made for it.
    const white = new Uint8Array(1000 * 1000 * 4).fill(255);
    const plain = await Transformer.fromRgbaPixels(white, 1000, 1000).jpeg(50);
    for (const optimizeScans of [true, false]) {
      const least = await compressJpeg(plain, { optimizeScans });
      expect(await failure(least)).toEqual({ width: 1000, height: 1000 });
    }
  });

  it('in CMYK is refused by name', async () => {
    const copy = Buffer.from(still);
    const frame = copy.findIndex((v, i) => v === 0xff && [0xc0, 0xc1, 0xc2].includes(copy[i + 1]!));
    copy[frame + 9] = 4;
    expect(await failure(copy)).toMatchObject({
      code: 'IMAGE_UNREADABLE',
      message: expect.stringContaining('CMYK'),
    });
  });

  it('on disk is told from a file that is not there', async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'foyer-images-'));
    try {
      await writeFile(path.join(dir, 'empty.png'), '');
      await expect(readImageFile(path.join(dir, 'empty.png'))).rejects.toMatchObject({
        code: 'IMAGE_UNREADABLE',
      });
      await expect(readImageFile(path.join(dir, 'none.png'))).rejects.toMatchObject({
        code: 'FILE_UNREADABLE',
        detail: { code: 'ENOENT' },
      });
      await expect(readImageFile(dir)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });

  it('with flipped bytes is decoded or refused with a fault, never anything else', async () => {
    const flips = fc.array(fc.tuple(fc.nat(still.length - 1), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(flips, async (changes) => {
        const copy = Buffer.from(still);
        for (const [at, value] of changes) copy[at] = value;
        const outcome = await decodeImage(copy, 'mutant.jpg').catch((error: unknown) => error);
        expect(
          outcome instanceof Fault || (typeof outcome === 'object' && 'width' in outcome!),
        ).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

describe('headers', () => {
  it('give the size of each format', async () => {
    const sizes = [
      await flag().jpeg(),
      await flag().png(),
      await flag().webp(80),
      await flag().webpLossless(),
    ].map((bytes) => readImageHeader(bytes));
    expect(sizes.map((header) => [header?.format, header?.width, header?.height])).toEqual([
      ['jpeg', 40, 20],
      ['png', 40, 20],
      ['webp', 40, 20],
      ['webp', 40, 20],
    ]);
  });

  it('of any bytes are read or refused without an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(3), (rest, kind) => {
        const begins = [
          [0xff, 0xd8, 0xff],
          [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
          [...Buffer.from('RIFF1234WEBPVP8X')],
          [],
        ];
        const header = readImageHeader(Uint8Array.from([...begins[kind]!, ...rest]));
        expect(header === null || Number.isInteger(header.width)).toBe(true);
      }),
    );
  });
});

describe('thumbnails', () => {
  it('are JPEG files of the crop', async () => {
    const data = new Uint8ClampedArray(112 * 112 * 4).fill(200);
    const jpeg = await encodeJpeg({ size: 112, data });
    expect(readImageHeader(jpeg)).toMatchObject({ format: 'jpeg', width: 112, height: 112 });
  });
});
