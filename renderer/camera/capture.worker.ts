import type { FrameReply } from '../../preload/contract/frames';
import { createFramePump } from './framePump';
import { ANALYSIS_SIDE, type FromWorker, type ToWorker } from './messages';

// Reads frames off the camera's stream, scales them, sends them to the engine, and hands the window
// each picture with its result. Off the main thread, so that a busy screen drops no frame.

type Picture = VideoFrame | ImageBitmap;

const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })!;
let port: MessagePort | null = null;
let side = ANALYSIS_SIDE;
let stream: ReadableStreamDefaultReader<VideoFrame> | null = null;

const post = (message: FromWorker, transfer: Transferable[] = []) =>
  self.postMessage(message, { transfer });

const pump = createFramePump<Picture>({
  read(picture) {
    const width = 'displayWidth' in picture ? picture.displayWidth : picture.width;
    const height = 'displayHeight' in picture ? picture.displayHeight : picture.height;
    const scale = Math.min(1, side / Math.max(width, height));
    const w = Math.max(1, Math.round(width * scale));
    const h = Math.max(1, Math.round(height * scale));
    if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
    context.drawImage(picture, 0, 0, w, h);
    return {
      width: w,
      height: h,
      data: context.getImageData(0, 0, w, h).data.buffer,
    };
  },
  send: (message) => port?.postMessage(message),
  show(picture: Picture, reply: FrameReply | null) {
    const result = reply?.ok ? reply.data : null;
    const error = reply && !reply.ok ? reply.error : null;
    post({ type: 'shot', picture, result, error }, [picture]);
  },
  tell: post,
  now: () => performance.timeOrigin + performance.now(),
});

setInterval(() => pump.report(), 1000);

async function readFrames(readable: ReadableStream<VideoFrame>): Promise<void> {
  const reader = readable.getReader();
  stream = reader;
  pump.restart();
  for (;;) {
    const { done, value } = await reader.read();
    if (stream !== reader) {
      value?.close();
      return;
    }
    if (done) break;
    pump.frame(value);
  }
  stream = null;
  post({ type: 'ended' });
}

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  switch (data.type) {
    case 'source': {
      const old = stream;
      stream = null;
      void old?.cancel().catch(() => {}); // it may have ended by itself
      if (data.readable) void readFrames(data.readable);
      break;
    }
    case 'track':
      void stream?.cancel().catch(() => {});
      void readFrames(new MediaStreamTrackProcessor({ track: data.track }).readable);
      break;
    case 'port':
      port?.close();
      port = data.port;
      port?.addEventListener('message', (event: MessageEvent<FrameReply>) =>
        pump.answer(event.data),
      );
      port?.start();
      pump.connect(port !== null);
      break;
    case 'side':
      side = data.side;
      break;
    case 'submit':
      pump.submit(data.id, data.picture, data.capturedAt);
      break;
  }
});
