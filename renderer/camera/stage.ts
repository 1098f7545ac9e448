import type { FrameResult } from '../../preload/contract/frames';
import type { PaintView } from '../ui/paintFaces';
import type { Shot } from './messages';

export type Painter = (ctx: CanvasRenderingContext2D, result: FrameResult, view: PaintView) => void;

interface Size {
  width: number;
  height: number;
}

/** The largest picture of this shape inside the canvas, centred; `frame` is what boxes are counted in. */
export function fitInside(canvas: Size, picture: Size, frame: Size, mirrored: boolean) {
  const zoom = Math.min(canvas.width / picture.width, canvas.height / picture.height);
  const width = picture.width * zoom;
  const height = picture.height * zoom;
  const left = (canvas.width - width) / 2;
  const top = (canvas.height - height) / 2;
  const view: PaintView = {
    scale: width / frame.width,
    offsetX: mirrored ? left + width : left,
    offsetY: top,
    mirrored,
  };
  return { left, top, width, height, view };
}

const sizeOf = (picture: Shot['picture']): Size =>
  'displayWidth' in picture
    ? { width: picture.displayWidth, height: picture.displayHeight }
    : { width: picture.width, height: picture.height };

/** Copied at once, since the picture is let go in the same breath. */
function copyOf(picture: Shot['picture']): ImageBitmap | null {
  const { width, height } = sizeOf(picture);
  const canvas = new OffscreenCanvas(width, height);
  const ctx = canvas.getContext('2d');
  if (!ctx) return null;
  ctx.drawImage(picture, 0, 0);
  return canvas.transferToImageBitmap();
}

/** Draws picture and boxes in one go: what belongs together is never a frame apart. */
export function createStage() {
  let canvas: HTMLCanvasElement | null = null;
  let painter: Painter | null = null;
  const waiting: ((picture: ImageBitmap | null) => void)[] = [];
  const handOut = (picture: Shot['picture'] | null) => {
    for (const take of waiting.splice(0)) take(picture && copyOf(picture));
  };
  return {
    attach(next: HTMLCanvasElement | null): void {
      canvas = next;
    },
    paintWith(next: Painter | null): void {
      painter = next;
    },
    /** Paints and lets the picture go. */
    show({ picture, result }: Shot, mirrored: boolean): void {
      const ctx = canvas?.getContext('2d');
      if (canvas && ctx) {
        const ratio = window.devicePixelRatio;
        const width = Math.round(canvas.clientWidth * ratio);
        const height = Math.round(canvas.clientHeight * ratio);
        if (canvas.width !== width || canvas.height !== height)
          Object.assign(canvas, { width, height });
        const size = sizeOf(picture);
        const { left, top, view, ...drawn } = fitInside(canvas, size, result ?? size, mirrored);
        ctx.clearRect(0, 0, width, height);
        ctx.save();
        if (mirrored) {
          ctx.translate(2 * left + drawn.width, 0);
          ctx.scale(-1, 1);
        }
        ctx.drawImage(picture, left, top, drawn.width, drawn.height);
        ctx.restore();
        if (result) painter?.(ctx, result, view);
      }
      handOut(picture);
      picture.close();
    },
    /** The next picture as the source gives it, whole and unmarked; null when the source goes. */
    next(): Promise<ImageBitmap | null> {
      return new Promise((resolve) => waiting.push(resolve));
    },
    clear(): void {
      handOut(null);
      canvas?.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
    },
  };
}
