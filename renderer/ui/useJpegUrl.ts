import { useEffect, useMemo } from 'react';

/** An address for JPEG bytes, given back when the picture goes; null without bytes. */
export function useJpegUrl(bytes: Uint8Array | null | undefined): string | null {
  const url = useMemo(
    // A copy owns its buffer: the bytes may be a view into a larger message.
    () =>
      bytes ? URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' })) : null,
    [bytes],
  );
  useEffect(() => () => (url ? URL.revokeObjectURL(url) : undefined), [url]);
  return url;
}
