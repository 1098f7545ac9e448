import { describe, expect, it, vi } from 'vitest';
import type { FrameReply, FrameResult } from '../../../preload/contract/frames';
import type { Frame } from '../pipeline';
import { parseFrame, serveFrames } from './serveFrames';

const frame = (seq: number, over: Record<string, unknown> = {}) => ({
  seq,
  capturedAt: 1000 + seq,
  width: 4,
  height: 2,
  data: new ArrayBuffer(32),
  ...over,
});

function harness(process: (frame: Frame) => Promise<FrameResult>) {
  const replies: FrameReply[] = [];
  let deliver: (event: { data: unknown }) => void = () => {};
  const port = {
    postMessage: (reply: FrameReply) => replies.push(reply),
    on: (_: 'message', listener: typeof deliver) => (deliver = listener),
    start: vi.fn(),
  };
  const report = vi.fn();
  serveFrames(port, { process }, report);
  return { replies, report, send: (data: unknown) => deliver({ data }) };
}
const result = (f: Frame) => ({ seq: f.seq, faces: [] }) as unknown as FrameResult; // the rest is not looked at

describe('frame port', () => {
  it.each([
    ['null data (what a transferred buffer arrives as)', null],
    ['no pixels', frame(1, { data: null })],
    ['too few bytes', frame(1, { data: new ArrayBuffer(31) })],
    ['a fractional width', frame(1, { width: 4.5 })],
    ['a negative height', frame(1, { height: -2 })],
    ['a huge side', frame(1, { width: 100_000 })],
    ['no time', frame(1, { capturedAt: Number.NaN })],
  ])('answers FRAME_INVALID to %s and goes on', async (_, bad) => {
    const { send, replies, report } = harness((f) => Promise.resolve(result(f)));
    send(bad);
    await vi.waitFor(() => expect(replies).toHaveLength(1));
    send(frame(2));
    await vi.waitFor(() => expect(replies).toHaveLength(2));
    expect(replies[0]).toMatchObject({ ok: false, error: { code: 'FRAME_INVALID' } });
    expect(replies[1]).toMatchObject({ ok: true, data: { seq: 2 } });
    expect(report).not.toHaveBeenCalled();
  });

  it('lets only the newest frame wait', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const seen: number[] = [];
    const { send, replies } = harness(async (f) => {
      seen.push(f.seq);
      await gate;
      return result(f);
    });
    for (const seq of [1, 2, 3, 4]) send(frame(seq));
    release();
    await vi.waitFor(() => expect(replies).toHaveLength(4));
    expect(seen).toEqual([1, 4]);
    expect(replies.filter((r) => !r.ok).map((r) => !r.ok && r.seq)).toEqual([2, 3]);
  });

  it('reports a bug, answers INTERNAL and serves the next frame', async () => {
    let first = true;
    const { send, replies, report } = harness((f) => {
      if (!first) return Promise.resolve(result(f));
      first = false;
      return Promise.reject(new TypeError('boom'));
    });
    send(frame(1));
    await vi.waitFor(() => expect(replies).toHaveLength(1));
    send(frame(2));
    await vi.waitFor(() => expect(replies).toHaveLength(2));
    expect(replies[0]).toMatchObject({ ok: false, seq: 1, error: { code: 'INTERNAL' } });
    expect(replies[1]).toMatchObject({ ok: true });
    expect(report).toHaveBeenCalledOnce();
  });

  it('keeps the pixels it was given', () => {
    expect(parseFrame(frame(9))).toMatchObject({ seq: 9, width: 4, height: 2 });
  });
});
