import { net, protocol } from 'electron';
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { parseRange } from './range';

export const ORIGIN = 'foyer://app';
const CLIPS = '/clip/';

/** Everything the window may load: its own files and the clips it was given. Nothing remote. */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob: mediastream:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Record<string, string> = {
  '.webm': 'video/webm',
  '.mp4': 'video/mp4',
  '.m4v': 'video/mp4',
  '.mkv': 'video/x-matroska',
  '.mov': 'video/quicktime',
  '.ogv': 'video/ogg',
};
export const videoExtensions = Object.keys(types).map((ext) => ext.slice(1));

/** Must run before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'foyer',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
    },
  ]);
}

const clips = new Map<string, string>();

/** Gives a video file an address that this run's window may play; the path itself is not shown. */
export function addClip(file: string): string {
  const known = [...clips].find(([, path]) => path === file)?.[0];
  const token = known ?? randomUUID();
  clips.set(token, file);
  return `${ORIGIN}${CLIPS}${token}`;
}

/** Serves `foyer://app/...`: the built pages, and clips by token with ranges (seeking needs them). */
export function servePages(dir: string): void {
  protocol.handle('foyer', async (request) => {
    const { host, pathname } = new URL(request.url);
    if (host !== 'app') return notFound();
    if (pathname.startsWith(CLIPS)) {
      const file = clips.get(pathname.slice(CLIPS.length));
      return file ? serveClip(file, request.headers.get('range')) : notFound();
    }
    const file = join(dir, normalize(decodeURIComponent(pathname)));
    if (file !== dir && !file.startsWith(dir + sep)) return notFound();
    const response = await net.fetch(pathToFileURL(file).href).catch(() => null);
    if (!response) return notFound();
    const headers = new Headers(response.headers);
    headers.set('Content-Security-Policy', CSP);
    headers.set('X-Content-Type-Options', 'nosniff');
    return new Response(response.body, { status: response.status, headers });
  });
}

const notFound = () => new Response('not found', { status: 404 });

async function serveClip(file: string, rangeHeader: string | null): Promise<Response> {
  const size = (await stat(file).catch(() => null))?.size;
  if (size === undefined) return notFound();
  const headers: Record<string, string> = {
    'Content-Type': types[extname(file).toLowerCase()] ?? 'application/octet-stream',
    'Accept-Ranges': 'bytes',
  };
  const range = rangeHeader === null ? { start: 0, end: size - 1 } : parseRange(rangeHeader, size);
  if (!range)
    return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${size}` } });
  headers['Content-Length'] = String(range.end - range.start + 1);
  if (rangeHeader !== null) headers['Content-Range'] = `bytes ${range.start}-${range.end}/${size}`;
  // Node's web stream and the page's are the same thing under two declarations.
  const body = Readable.toWeb(createReadStream(file, range)) as unknown as ReadableStream;
  return new Response(body, { status: rangeHeader === null ? 200 : 206, headers });
}
