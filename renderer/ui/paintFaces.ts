import type { Box, FaceView, Point } from '../../preload/contract/frames';
import type { FaceOutcome } from './outcomes';

/** Where the picture lies on the canvas. Frame point (x, y) lands at
 * (offsetX + x * scale, offsetY + y * scale); mirrored, at (offsetX - x * scale, ...), so that
 * (offsetX, offsetY) is the frame's own origin either way. All in canvas pixels. */
export interface PaintView {
  scale: number;
  offsetX: number;
  offsetY: number;
  mirrored: boolean;
}

/** Colours, type and the size of one CSS pixel in canvas pixels; see `readPaintLook`. */
export interface PaintLook {
  colours: Record<FaceOutcome, string>;
  plate: string;
  ink: string;
  quietInk: string;
  font: string;
  unit: number;
}

/** What the plate under a face says; `icon` is SVG path data on a 24 x 24 grid, stroked. */
export interface FaceLabel {
  title: string;
  detail: string;
  icon: string;
}

/** A frame's point on the canvas. */
export function toCanvas([x, y]: Point, view: PaintView): Point {
  const along = x * view.scale;
  return [
    view.mirrored ? view.offsetX - along : view.offsetX + along,
    view.offsetY + y * view.scale,
  ];
}

/** A frame's box on the canvas, left edge first even when mirrored. */
export function boxOnCanvas([x, y, w, h]: Box, view: PaintView): Box {
  const [x1, y1] = toCanvas([x, y], view);
  const [x2, y2] = toCanvas([x + w, y + h], view);
  return [Math.min(x1, x2), y1, Math.abs(x2 - x1), y2 - y1];
}

/** The plate's place: centred under the box, above it where there is no room, inside the canvas. */
export function placePlate(
  [x, y, w, h]: Box,
  size: { width: number; height: number },
  canvas: { width: number; height: number },
  gap: number,
): { x: number; y: number } {
  const below = y + h + gap;
  const above = y - gap - size.height;
  const top = below + size.height <= canvas.height ? below : Math.max(above, 0);
  const left = x + w / 2 - size.width / 2;
  return {
    x: Math.min(Math.max(left, 0), Math.max(0, canvas.width - size.width)),
    y: top,
  };
}

function strokeCorners(ctx: CanvasRenderingContext2D, [x, y, w, h]: Box, unit: number): void {
  const arm = Math.min(w, h) * 0.22;
  const r = Math.min(10 * unit, arm);
  ctx.beginPath();
  for (const [cx, cy, sx, sy] of [
    [x, y, 1, 1],
    [x + w, y, -1, 1],
    [x + w, y + h, -1, -1],
    [x, y + h, 1, -1],
  ] as const) {
    ctx.moveTo(cx, cy + sy * arm);
    ctx.lineTo(cx, cy + sy * r);
    ctx.quadraticCurveTo(cx, cy, cx + sx * r, cy);
    ctx.lineTo(cx + sx * arm, cy);
  }
  ctx.stroke();
}

/** A bright line on a dark one, so that it shows on any picture. */
function strokeTwice(
  ctx: CanvasRenderingContext2D,
  colour: string,
  width: number,
  draw: () => void,
) {
  ctx.lineCap = 'round';
  ctx.strokeStyle = 'rgb(0 0 0 / 45%)';
  ctx.lineWidth = width * 2;
  draw();
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  draw();
}

function paintPoints(ctx: CanvasRenderingContext2D, face: FaceView, view: PaintView, unit: number) {
  for (const point of face.points ?? []) {
    const [x, y] = toCanvas(point, view);
    ctx.beginPath();
    ctx.arc(x, y, 1.75 * unit, 0, Math.PI * 2);
    ctx.fill();
  }
}

function paintRing(
  ctx: CanvasRenderingContext2D,
  centre: Point,
  evidence: number,
  colour: string,
  look: PaintLook,
): void {
  const start = -Math.PI / 2;
  const radius = 9 * look.unit;
  ctx.lineWidth = 2.5 * look.unit;
  ctx.strokeStyle = 'rgb(255 255 255 / 22%)';
  ctx.beginPath();
  ctx.arc(...centre, radius, 0, Math.PI * 2);
  ctx.stroke();
  ctx.strokeStyle = colour;
  ctx.beginPath();
  ctx.arc(...centre, radius, start, start + Math.PI * 2 * Math.min(1, Math.max(0, evidence)));
  ctx.stroke();
}

/** The text, or as much of it as fits `width` with an ellipsis, in the font that is set. */
function shorten(ctx: CanvasRenderingContext2D, text: string, width: number): string {
  if (ctx.measureText(text).width <= width) return text;
  const signs = Array.from(text); // by code point: half a pair would be no character
  while (signs.length > 0 && ctx.measureText(`${signs.join('')}…`).width > width) signs.pop();
  return `${signs.join('').trimEnd()}…`;
}

function paintPlate(
  ctx: CanvasRenderingContext2D,
  face: FaceView,
  box: Box,
  look: PaintLook,
  label: FaceLabel,
): void {
  const { unit } = look;
  const colour = look.colours[face.outcome];
  const titleFont = `600 ${14 * unit}px ${look.font}`;
  const detailFont = `400 ${12 * unit}px ${look.font}`;
  ctx.font = detailFont;
  const detailWidth = label.detail ? ctx.measureText(label.detail).width + 8 * unit : 0;
  ctx.font = titleFont;
  const title = shorten(ctx, label.title, ctx.canvas.width - detailWidth - 48 * unit);
  const titleWidth = ctx.measureText(title).width;
  const size = { width: titleWidth + detailWidth + 48 * unit, height: 32 * unit };
  const { x, y } = placePlate(box, size, ctx.canvas, 10 * unit);
  const middle = y + size.height / 2;

  ctx.fillStyle = look.plate;
  ctx.beginPath();
  ctx.roundRect(x, y, size.width, size.height, size.height / 2);
  ctx.fill();

  const centre: Point = [x + 18 * unit, middle];
  paintRing(ctx, centre, face.evidence, colour, look);
  if (label.icon) {
    const scale = (11 * unit) / 24;
    ctx.save();
    ctx.translate(centre[0] - 12 * scale, centre[1] - 12 * scale);
    ctx.scale(scale, scale);
    ctx.strokeStyle = colour;
    ctx.lineWidth = 3.5;
    ctx.lineJoin = 'round';
    ctx.stroke(new Path2D(label.icon));
    ctx.restore();
  }
  ctx.textBaseline = 'middle';
  ctx.fillStyle = look.ink;
  ctx.font = titleFont;
  ctx.fillText(title, x + 34 * unit, middle + unit);
  if (label.detail) {
    ctx.fillStyle = look.quietInk;
    ctx.font = detailFont;
    ctx.fillText(label.detail, x + 42 * unit + titleWidth, middle + unit);
  }
}

/**
 * Draws every face of one frame over the picture that is already on the canvas: corner brackets,
 * five points, and a plate with the evidence ring, icon and words, in the state's colour. `label`
 * gives the words. Boxes and points are frame pixels.
 */
export function paintFaces(
  ctx: CanvasRenderingContext2D,
  faces: readonly FaceView[],
  view: PaintView,
  look: PaintLook,
  label: (face: FaceView) => FaceLabel,
): void {
  ctx.save();
  for (const face of faces) {
    const box = boxOnCanvas(face.box, view);
    const colour = look.colours[face.outcome];
    strokeTwice(ctx, colour, 2.5 * look.unit, () => strokeCorners(ctx, box, look.unit));
    ctx.fillStyle = colour;
    paintPoints(ctx, face, view, look.unit);
  }
  // Plates last: a neighbour's brackets never cross a name.
  for (const face of faces) {
    paintPlate(ctx, face, boxOnCanvas(face.box, view), look, label(face));
  }
  ctx.restore();
}
