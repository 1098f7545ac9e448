import { BarcodeFormat, QRCodeWriter } from '@zxing/library';
import { describe, expect, it } from 'vitest';
import { createZxingReader, type Pixels } from './codesZxing';

const WIDTH = 640;
const HEIGHT = 480;

/** A picture whose grey value at (x, y) is given by `shade`. */
function picture(shade: (x: number, y: number) => number): Pixels {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const at = (y * WIDTH + x) * 4;
      data.fill(shade(x, y), at, at + 3);
      data[at + 3] = 255;
    }
  }
  return { width: WIDTH, height: HEIGHT, data };
}

/** A QR code of `side` pixels in the middle of the picture, turned by `degrees`, on grey. */
function qr(text: string, { side = 240, degrees = 0, shadow = 0 } = {}): Pixels {
  const matrix = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 1, 1, new Map());
  const modules = matrix.getWidth();
  const turn = (degrees * Math.PI) / 180;
  return picture((x, y) => {
    const [dx, dy] = [x - WIDTH / 2, y - HEIGHT / 2];
    const u = Math.floor(((dx * Math.cos(turn) + dy * Math.sin(turn)) / side + 0.5) * modules);
    const v = Math.floor(((dy * Math.cos(turn) - dx * Math.sin(turn)) / side + 0.5) * modules);
    const inside = u >= 0 && v >= 0 && u < modules && v < modules;
    const base = inside ? (matrix.get(u, v) ? 35 : 225) : 190;
    return base * (1 - (shadow * x) / WIDTH);
  });
}

/** Code 39: narrow and wide bars and spaces of each sign, from the symbology's own table. */
const code39: Record<string, string> = {
  '*': 'nwnnwnwnn',
  A: 'wnnnnwnnw',
  '1': 'wnnwnnnnw',
  '7': 'nnnwnnwnw',
  '-': 'nwnnnnwnw',
};
function bars(text: string): Pixels {
  const widths = `*${text}*`
    .split('')
    .flatMap((sign) => `${code39[sign]!}n`.split('').map((element) => (element === 'w' ? 9 : 3)));
  const edges: number[] = [];
  widths.reduce((x, width) => (edges.push(x + width), x + width), 60);
  return picture((x, y) => {
    const at = edges.findIndex((edge) => x < edge);
    const dark = x >= 60 && at >= 0 && at % 2 === 0 && y > 150 && y < 330;
    return dark ? 30 : 220;
  });
}

describe('the reader of codes', () => {
  const read = createZxingReader();

  it.each(['1001', 'A-17', '员工 8', 'https://example.org/staff/1001'])(
    'reads a QR of %s',
    (id) => {
      expect(read(qr(id))).toBe(id);
    },
  );

  it.each([
    ['turned by 12 degrees', { degrees: 12 }],
    ['on its head', { degrees: 180 }],
    ['small, 90 pixels', { side: 90 }],
    ['half in the shade', { shadow: 0.8 }],
  ])('reads one that is %s', (_how, how) => {
    expect(read(qr('1001', how))).toBe('1001');
  });

  it('reads the bars of a badge', () => {
    expect(read(bars('A-17'))).toBe('A-17');
  });

  it('says nothing of a picture without a code, and reads the next one all the same', () => {
    expect(read(picture(() => 128))).toBeNull();
    expect(read(picture((x, y) => (x * 7 + y * 13) % 256))).toBeNull();
    expect(read(qr('1001'))).toBe('1001');
  });
});
