/** Looks this often; a code is held up for a second or more. */
const EVERY_MS = 250;

export interface CodeScannerDeps {
  /** The next picture of the camera; null when there is none. */
  snapshot(): Promise<ImageBitmap | null>;
  /** Looks for a code in one picture. */
  read(picture: ImageBitmap): Promise<string | null>;
  wait?(ms: number): Promise<void>;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Watches the camera for a QR or bar code until the returned function is called. A text counts once it
 * was read twice in a row, since some bar codes have no check digit, and is told once while it stays.
 */
export function watchCodes(
  { snapshot, read, wait = pause }: CodeScannerDeps,
  onCode: (text: string) => void,
): () => void {
  const stopped = new AbortController();
  const { signal } = stopped;
  let last: string | null = null;
  let told: string | null = null;
  const look = async () => {
    while (!signal.aborted) {
      const picture = await snapshot();
      const text = picture && !signal.aborted ? ((await read(picture))?.trim() ?? null) : null;
      if (signal.aborted) return;
      if (text && text === last && text !== told) {
        told = text;
        onCode(text);
      }
      if (!text && !last) told = null; // gone from view for two looks: it may come again
      last = text;
      await wait(EVERY_MS);
    }
  };
  void look();
  return () => stopped.abort();
}

/** The worker that reads codes; one answer for each picture, in order. */
export function createCodeReader(): { read: CodeScannerDeps['read']; close(): void } {
  const worker = new Worker(new URL('./codes.worker.ts', import.meta.url), { type: 'module' });
  const waiting: ((text: string | null) => void)[] = [];
  worker.addEventListener('message', ({ data }: MessageEvent<string | null>) => {
    waiting.shift()?.(data);
  });
  return {
    read: (picture) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        worker.postMessage(picture, [picture]);
      }),
    close: () => worker.terminate(),
  };
}
