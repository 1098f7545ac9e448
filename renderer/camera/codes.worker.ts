import { createZxingReader } from './codesZxing';

// Looks for a QR or bar code in a picture, away from the window's own thread: by the platform where
// it can, else by a library.

/** The Shape Detection API, as far as it is used; not in the DOM's types yet. */
interface Detector {
  detect(picture: ImageBitmap): Promise<{ rawValue: string }[]>;
}
const { BarcodeDetector } = globalThis as { BarcodeDetector?: new () => Detector };

type Read = (picture: ImageBitmap) => Promise<string | null>;

const byPlatform = (detector: Detector): Read => {
  return async (picture) => (await detector.detect(picture))[0]?.rawValue || null;
};

const byLibrary = (): Read => {
  const read = createZxingReader();
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })!;
  return (picture) => {
    const { width, height } = picture;
    Object.assign(canvas, { width, height });
    context.drawImage(picture, 0, 0);
    return Promise.resolve(read(context.getImageData(0, 0, width, height)));
  };
};

let read: Read = BarcodeDetector ? byPlatform(new BarcodeDetector()) : byLibrary();

self.addEventListener('message', ({ data: picture }: MessageEvent<ImageBitmap>) => {
  const answer = async () => {
    try {
      return await read(picture);
    } catch {
      read = byLibrary(); // the platform has the interface and no reader behind it
      return read(picture);
    }
  };
  void answer().then((text) => {
    picture.close();
    self.postMessage(text);
  });
});
