import { useEffect, useMemo } from 'react';

const RELEASE_MS = 5_000;

/** An address for JPEG bytes, given back when the picture goes; null without bytes. */
export function useJpegUrl(bytes: Uint8Array | null | undefined): string | null {
  const url = useMemo(
    // A copy owns its buffer: the bytes may be a view into a larger message.
    () =>
      bytes ? URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' })) : null,
    [bytes],
  );
  // Later, so that a picture which is still loading as it goes does not fail aloud.
  useEffect(() => () => void (url && setTimeout(URL.revokeObjectURL, RELEASE_MS, url)), [url]);
  return url;
}
