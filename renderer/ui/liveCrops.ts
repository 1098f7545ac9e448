import type { FaceView } from '../../preload/contract/frames';
import { boxOnCanvas, type PaintView } from './paintFaces';

const SIZE = 192;
const RENEW_MS = 200;
const MARGIN = 0.18;

interface Crop {
  canvas: HTMLCanvasElement;
  at: number;
}
const crops = new Map<number, Crop>();

/**
 * Keeps a small picture of each face in view, cut from the canvas before anything is drawn on it,
 * a few times a second. Mirrored pictures are turned back, so that the crop compares with a
 * template. Faces that left are forgotten.
 */
export function takeCrops(
  source: HTMLCanvasElement,
  faces: readonly FaceView[],
  view: PaintView,
  now: number,
): void {
  const seen = new Set(faces.map((face) => face.trackId));
  for (const id of crops.keys()) if (!seen.has(id)) crops.delete(id);
  for (const face of faces) {
    const known = crops.get(face.trackId);
    if (known && now - known.at < RENEW_MS) continue;
    const canvas = known?.canvas ?? document.createElement('canvas');
    canvas.width = SIZE;
    canvas.height = SIZE;
    const [x, y, w, h] = boxOnCanvas(face.box, view);
    const side = Math.max(w, h) * (1 + 2 * MARGIN);
    const ctx = canvas.getContext('2d');
    if (!ctx) continue;
    if (view.mirrored) {
      ctx.translate(SIZE, 0);
      ctx.scale(-1, 1);
    }
    ctx.drawImage(source, x + w / 2 - side / 2, y + h / 2 - side / 2, side, side, 0, 0, SIZE, SIZE);
    crops.set(face.trackId, { canvas, at: now });
  }
}

/** The last crop of a track; null before it was seen. */
export function liveCrop(trackId: number): HTMLCanvasElement | null {
  return crops.get(trackId)?.canvas ?? null;
}
