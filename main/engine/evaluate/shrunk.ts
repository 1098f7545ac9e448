import type { RgbaImage } from '../vision/types';

/**
 * A smaller copy of a picture, `scale` (over 0, at most 1) of its width and height: each pixel is the
 * mean of the area it covers, as a sensor with fewer pixels would see it. RGBA in and out.
 */
export function shrunk({ width, height, data }: RgbaImage, scale: number): RgbaImage {
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const columns = shares(width, w);
  const rows = shares(height, h);
  const out = new Uint8Array(w * h * 4);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const sum = [0, 0, 0, 0];
      for (const [fromY, shareY] of rows[y]!) {
        for (const [fromX, shareX] of columns[x]!) {
          const at = (fromY * width + fromX) * 4;
          for (let c = 0; c < 4; c++) sum[c]! += data[at + c]! * shareX * shareY;
        }
      }
      for (let c = 0; c < 4; c++) out[(y * w + x) * 4 + c] = Math.round(sum[c]!);
    }
  }
  return { width: w, height: h, data: out };
}

/** For each of `to` cells over `from` pixels: the pixels it covers and their shares, which add up to 1. */
function shares(from: number, to: number): [number, number][][] {
  const step = from / to;
  return Array.from({ length: to }, (_, cell) => {
    const [start, end] = [cell * step, (cell + 1) * step];
    const list: [number, number][] = [];
    for (let i = Math.floor(start); i < Math.min(from, Math.ceil(end)); i++) {
      list.push([i, (Math.min(end, i + 1) - Math.max(start, i)) / step]);
    }
    return list;
  });
}
