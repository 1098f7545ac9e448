// Chromium's MediaStreamTrackProcessor (W3C mediacapture-transform), not in TypeScript's DOM library.
declare class MediaStreamTrackProcessor {
  constructor(init: { track: MediaStreamTrack; maxBufferSize?: number });
  readonly readable: ReadableStream<VideoFrame>;
}

interface HTMLMediaElement {
  /** W3C mediacapture-fromelement. */
  captureStream(): MediaStream;
}
