import { framePortMessage } from '../../preload/contract/bridge';
import type { FaceView, FrameMessage, FrameReply } from '../../preload/contract/frames';
import type { PersonRow } from '../../preload/contract/shapes';
import { quality } from './fakePeople';

/** Boxes as shares of the frame's width and height: `?box=x,y,w,h` fits them to the clip at hand. */
function boxFromAddress(): [number, number, number, number] {
  const given = new URLSearchParams(window.location.search).get('box')?.split(',').map(Number);
  const [x = 0.36, y = 0.28, w = 0.26, h = 0.44] = given ?? [];
  return [x, y, w, h];
}

function face(
  trackId: number,
  [x, y, w, h]: [number, number, number, number],
  more: Partial<FaceView>,
): FaceView {
  const at = (px: number, py: number): [number, number] => [x + px * w, y + py * h];
  return {
    trackId,
    box: [x, y, w, h],
    points: [at(0.3, 0.4), at(0.7, 0.4), at(0.5, 0.6), at(0.34, 0.78), at(0.66, 0.78)],
    score: 0.98,
    outcome: 'known',
    reason: null,
    person: null,
    similarity: 0.71,
    secondBest: 0.22,
    liveness: 0.99,
    evidence: 1,
    quality: quality(82),
    decidedAfterMs: 180,
    ...more,
  };
}

/** What `?faces=` asks for: one, none, several, unknown, uncertain, spoof, pending. */
function facesFor(kind: string, frame: FrameMessage, people: PersonRow[]): FaceView[] {
  const [x, y, w, h] = boxFromAddress();
  const { width, height } = frame;
  const box = (dx: number, k: number): [number, number, number, number] => [
    (x + dx) * width,
    y * height,
    w * k * width,
    h * k * height,
  ];
  const person = (i: number) => {
    const row = people[i];
    return row ? { id: row.id, personId: row.personId, name: row.name } : null;
  };
  switch (kind) {
    case 'none':
      return [];
    case 'unknown':
      return [face(1, box(0, 1), { outcome: 'unknown', similarity: 0.24, secondBest: 0.19 })];
    case 'uncertain':
      return [
        face(1, box(0, 1), {
          outcome: 'uncertain',
          reason: 'TOO_FAR',
          similarity: null,
          evidence: 0.3,
        }),
      ];
    case 'spoof':
      return [face(1, box(0, 1), { outcome: 'spoof', similarity: null, liveness: 0.03 })];
    case 'pending':
      return [face(1, box(0, 1), { outcome: 'pending', reason: 'HOLD_STILL', evidence: 0.66 })];
    case 'several':
      return [
        face(1, box(0, 1), { person: person(2), similarity: 0.64 }),
        face(2, box(-0.3, 0.7), { outcome: 'unknown', similarity: 0.21 }),
        face(3, box(0.32, 0.6), {
          outcome: 'uncertain',
          reason: 'TOO_FAR',
          similarity: null,
          evidence: 0.2,
        }),
        face(4, box(-0.16, 0.4), { person: person(1), similarity: 0.58 }),
      ];
    default:
      return [face(1, box(0, 1), { person: person(Number(kind) || 0) })];
  }
}

/** Answers frames as an engine would, with faces that never move. */
export function serveFakeFrames(people: PersonRow[], threshold: () => number): void {
  const kind = new URLSearchParams(window.location.search).get('faces') ?? 'one';
  const { port1, port2 } = new MessageChannel();
  port2.addEventListener('message', ({ data: frame }: MessageEvent<FrameMessage>) => {
    const reply: FrameReply = {
      ok: true,
      data: {
        seq: frame.seq,
        capturedAt: frame.capturedAt,
        width: frame.width,
        height: frame.height,
        faces: facesFor(kind, frame, people),
        threshold: threshold(),
        timing: {
          detect: 5.1,
          landmarks: 0.6,
          liveness: 3.2,
          embed: 4.4,
          search: 0.3,
          total: 13.6,
        },
      },
    };
    setTimeout(() => port2.postMessage(reply), 14);
  });
  port2.start();
  window.postMessage(framePortMessage, '*', [port1]);
}
