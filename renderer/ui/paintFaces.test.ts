import { describe, expect, it } from 'vitest';
import type { FaceView } from '../../preload/contract/frames';
import { boxOnCanvas, paintFaces, placePlate, toCanvas, type PaintLook } from './paintFaces';

const plain = { scale: 2, offsetX: 10, offsetY: 20, mirrored: false };
/** A 100 px wide frame, twice as large, mirrored: its origin is the picture's right edge. */
const mirrored = { scale: 2, offsetX: 210, offsetY: 20, mirrored: true };

describe('a face on the canvas', () => {
  it('is scaled and shifted with the picture', () => {
    expect(toCanvas([0, 0], plain)).toEqual([10, 20]);
    expect(boxOnCanvas([5, 10, 30, 40], plain)).toEqual([20, 40, 60, 80]);
  });

  it('is on the other side when the picture is mirrored, its box still left to right', () => {
    expect(toCanvas([0, 0], mirrored)).toEqual([210, 20]);
    expect(boxOnCanvas([5, 10, 30, 40], mirrored)).toEqual([140, 40, 60, 80]);
  });

  it('keeps its distance from the edges under mirroring', () => {
    const [left, , width] = boxOnCanvas([5, 10, 30, 40], plain);
    const [mirroredLeft, , mirroredWidth] = boxOnCanvas([5, 10, 30, 40], mirrored);
    expect(mirroredWidth).toBe(width);
    expect(210 - (mirroredLeft + mirroredWidth)).toBe(left - 10);
  });
});

describe('the plate', () => {
  const canvas = { width: 400, height: 300 };
  const size = { width: 100, height: 32 };

  it('stands centred under the box', () => {
    expect(placePlate([100, 50, 80, 100], size, canvas, 10)).toEqual({ x: 90, y: 160 });
  });

  it('moves above a box that reaches the bottom', () => {
    expect(placePlate([100, 180, 80, 100], size, canvas, 10)).toEqual({ x: 90, y: 138 });
  });

  it('stays inside the canvas, even over a box that fills it', () => {
    expect(placePlate([0, 0, 400, 300], size, canvas, 10).y).toBe(0);
    expect(placePlate([-30, 50, 40, 40], size, canvas, 10).x).toBe(0);
    expect(placePlate([380, 50, 40, 40], size, canvas, 10).x).toBe(300);
  });
});

/** Writes down what is drawn; what a face paints is read back from it. */
function recorder() {
  const texts: string[] = [];
  const dots: [number, number][] = [];
  const strokes: string[] = [];
  const nothing = () => {};
  const ctx = {
    canvas: { width: 640, height: 480 },
    strokeStyle: '',
    measureText: (text: string) => ({ width: text.length * 8 }),
    fillText: (text: string) => texts.push(text),
    arc: (x: number, y: number) => dots.push([x, y]),
    stroke() {
      strokes.push(this.strokeStyle);
    },
    ...Object.fromEntries(
      [
        'save',
        'restore',
        'beginPath',
        'moveTo',
        'lineTo',
        'quadraticCurveTo',
        'fill',
        'roundRect',
      ].map((name) => [name, nothing]),
    ),
  };
  return { ctx: ctx as unknown as CanvasRenderingContext2D, texts, dots, strokes }; // what is used of it
}

const look: PaintLook = {
  colours: { known: 'teal', unknown: 'slate', uncertain: 'amber', spoof: 'red', pending: 'white' },
  plate: 'black',
  ink: 'white',
  quietInk: 'grey',
  font: 'Inter',
  unit: 1,
};

const face = (more: Partial<FaceView>): FaceView => ({
  trackId: 1,
  box: [100, 100, 80, 80],
  points: [
    [120, 130],
    [160, 130],
    [140, 145],
    [125, 165],
    [155, 165],
  ],
  score: 1,
  outcome: 'known',
  reason: null,
  person: null,
  similarity: 0.7,
  secondBest: null,
  liveness: null,
  evidence: 0.5,
  quality: null,
  decidedAfterMs: null,
  ...more,
});

describe('painting', () => {
  it('draws five points, the words, and the state in its colour', () => {
    const { ctx, texts, dots, strokes } = recorder();
    const view = { scale: 1, offsetX: 0, offsetY: 0, mirrored: false };
    paintFaces(ctx, [face({ outcome: 'spoof' })], view, look, () => ({
      title: 'Refused',
      detail: '.71',
      icon: '',
    }));
    expect(texts).toEqual(['Refused', '.71']);
    expect(dots.slice(0, 5)).toEqual(face({}).points);
    expect(strokes).toContain('red');
    expect(strokes).not.toContain('teal');
  });

  it('shortens a name that is wider than the picture', () => {
    const { ctx, texts } = recorder();
    const view = { scale: 1, offsetX: 0, offsetY: 0, mirrored: false };
    paintFaces(ctx, [face({})], view, look, () => ({
      title: 'A'.repeat(200),
      detail: '.71',
      icon: '',
    }));
    // 640 px less 48 around the text and 8 + 3 x 8 for the detail, at 8 px a sign
    expect(texts).toEqual([`${'A'.repeat(69)}…`, '.71']);
  });

  it('writes every name after every bracket', () => {
    const { ctx, texts } = recorder();
    const order: string[] = [];
    const stroke = ctx.stroke.bind(ctx);
    ctx.stroke = () => {
      stroke();
      if (texts.length === 0) order.push('line');
    };
    const view = { scale: 1, offsetX: 0, offsetY: 0, mirrored: false };
    paintFaces(ctx, [face({}), face({ trackId: 2 })], view, look, ({ trackId }) => ({
      title: `face ${trackId}`,
      detail: '',
      icon: '',
    }));
    expect(texts).toEqual(['face 1', 'face 2']);
    expect(order.length).toBeGreaterThanOrEqual(4);
  });
});
