import i18next from 'i18next';
import type { FaceView } from '../../preload/contract/frames';
import { createFormat, type Format } from '../i18n/format';
import { faceLabel } from './faceLabel';
import { takeCrops } from './liveCrops';
import { paintFaces, type PaintLook, type PaintView } from './paintFaces';
import { readPaintLook } from './paintLook';

let look: PaintLook | undefined;
let format: { locale: string; make: Format } | undefined;
let shown = true;

/** Enrolment speaks to one person through its oval; boxes and names would only distract there. */
export function showFaces(on: boolean): void {
  shown = on;
}

/**
 * The live picture's painter: called right after the picture was drawn, on an untransformed context,
 * with the faces of the very frame that is on the canvas.
 */
export function paintOverlay(
  ctx: CanvasRenderingContext2D,
  faces: readonly FaceView[],
  view: PaintView,
): void {
  takeCrops(ctx.canvas, faces, view, performance.now());
  if (!shown) return;
  const unit = ctx.canvas.clientWidth ? ctx.canvas.width / ctx.canvas.clientWidth : 1;
  if (look?.unit !== unit) look = readPaintLook(unit);
  const locale = i18next.language;
  if (format?.locale !== locale) format = { locale, make: createFormat(locale) };
  const { make } = format;
  paintFaces(ctx, faces, view, look, (face) => faceLabel(i18next.t, make, face));
}
