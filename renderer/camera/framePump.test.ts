import { beforeEach, describe, expect, it } from 'vitest';
import type { FrameMessage, FrameReply, FrameResult } from '../../preload/contract/frames';
import { createFramePump } from './framePump';
import { STALL_MS } from './messages';

class Picture {
  closed = false;
  constructor(readonly name: string) {}
  close() {
    this.closed = true;
  }
}
const okReply = (seq: number): FrameReply => ({ ok: true, data: { seq } as FrameResult }); // only seq matters

let now: number;
let sent: FrameMessage[];
let shown: [string, number | string | null][];
let told: unknown[];
const pump = () =>
  createFramePump<Picture>({
    read: () => ({ width: 2, height: 1, data: new ArrayBuffer(8) }),
    send: (message) => sent.push(message),
    show: (picture, reply) => {
      const error = reply && !reply.ok ? reply.error.code : null;
      shown.push([picture.name, reply?.ok ? reply.data.seq : error]);
    },
    tell: (message) => told.push(message),
    now: () => now,
  });

beforeEach(() => {
  now = 1000;
  sent = [];
  shown = [];
  told = [];
});

describe('frame pump', () => {
  it('shows each picture with its own result', () => {
    const p = pump();
    p.connect(true);
    p.frame(new Picture('a'));
    expect(shown).toEqual([]);
    p.answer(okReply(1));
    expect(shown).toEqual([['a', 1]]);
  });

  it('has one frame in flight and keeps only the newest waiting', () => {
    const p = pump();
    p.connect(true);
    const [a, b, c] = ['a', 'b', 'c'].map((name) => new Picture(name));
    p.frame(a!);
    p.frame(b!);
    p.frame(c!);
    expect(sent).toHaveLength(1);
    expect(b!.closed).toBe(true);
    p.answer(okReply(1));
    expect(sent).toHaveLength(2);
    p.answer(okReply(2));
    expect(shown.map(([name]) => name)).toEqual(['a', 'c']);
  });

  it('shows bare pictures while no engine is connected, and while it does not answer', () => {
    const p = pump();
    p.frame(new Picture('a'));
    expect(shown).toEqual([['a', null]]);
    p.connect(true);
    p.frame(new Picture('b'));
    now += STALL_MS + 1;
    p.frame(new Picture('c'));
    expect(shown.at(-1)).toEqual(['c', null]);
  });

  it('goes on after a restart: the lost frame is shown bare, an old answer ignored', () => {
    const p = pump();
    p.connect(true);
    p.frame(new Picture('a'));
    p.connect(false);
    p.connect(true);
    p.frame(new Picture('b'));
    p.answer(okReply(1));
    expect(shown).toEqual([['a', null]]);
    p.answer(okReply(2));
    expect(shown.at(-1)).toEqual(['b', 2]);
  });

  it('passes a fault on and sends the next frame', () => {
    const p = pump();
    p.connect(true);
    p.frame(new Picture('a'));
    p.answer({ ok: false, seq: 1, error: { code: 'FRAME_INVALID', message: 'x' } });
    expect(shown).toEqual([['a', 'FRAME_INVALID']]);
    p.frame(new Picture('b'));
    expect(sent).toHaveLength(2);
  });

  it('answers every submission, also one whose engine is gone', () => {
    const p = pump();
    p.connect(true);
    p.submit(7, new Picture('s'), 5);
    expect(sent[0]!.capturedAt).toBe(5);
    p.connect(false);
    expect(told).toContainEqual({ type: 'submitted', id: 7 });
  });
});
