import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { pipeline } from 'node:stream/promises';
import { Fault } from '../../../preload/contract/faults';
import { onDisk } from './writeList';

export interface Download {
  url: string;
  /** What the whole file must be. */
  bytes: number;
  sha256: string;
  /** The unfinished file; what is in it is not asked for again. */
  part: string;
  /** Proxy variables: HTTP_PROXY, HTTPS_PROXY, NO_PROXY. */
  env: Record<string, string | undefined>;
  /** Told how many bytes came, after each piece; and at first how many are there from before. */
  progress(bytes: number): void;
  signal?: AbortSignal | undefined;
}

const MAX_REDIRECTS = 5;
/** A server that says nothing for this long is gone. */
const SILENCE_MS = 30_000;
/** A connection that is cut is taken up again this often in a row without a byte in between. */
const TRIES = 3;

/**
 * Downloads a file into `part` and checks size and sha256. A cut connection is taken up where it
 * ended, now or by the next call; a server that cannot resume sends all of it again. A file that is
 * whole and wrong is deleted. Throws Fault DOWNLOAD_FAILED (no network, an error of the server, a cut;
 * detail.url), MODEL_HASH, DISK.
 */
export async function download(what: Download): Promise<void> {
  let have = await sizeOf(what.part);
  if (have > what.bytes) {
    await rm(what.part);
    have = 0;
  }
  what.progress(have);
  for (let tries = 0; have < what.bytes;) {
    const before = have;
    try {
      await fetchRest(what, have);
    } catch (error) {
      have = await sizeOf(what.part);
      tries = have > before ? 1 : tries + 1;
      const cut = error instanceof Cut && !what.signal?.aborted;
      if (!cut || tries >= TRIES) throw faultOf(error, what.url);
      continue;
    }
    have = await sizeOf(what.part);
    if (have < what.bytes) {
      const message = `${what.url} is ${have} bytes, not the ${what.bytes} that are listed`;
      await rm(what.part, { force: true });
      throw new Fault('DOWNLOAD_FAILED', message, { url: what.url });
    }
  }
  const actual = await hashOf(what.part);
  if (actual === what.sha256) return;
  await rm(what.part, { force: true });
  const detail = { file: what.url, expected: what.sha256, actual };
  throw new Fault('MODEL_HASH', `${what.url} is not the file that is listed`, detail);
}

/** The connection broke off: what came is kept. */
class Cut extends Error {}
/** The server said no. */
class Refusal extends Error {}

function faultOf(error: unknown, url: string): Fault {
  if (error instanceof Fault) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new Fault('DOWNLOAD_FAILED', `${url}: ${why}`, { url }, { cause: error });
}

/** Asks for what is missing from `have` on and appends it; begins anew where the server sends all. */
async function fetchRest({ url, bytes, part, env, progress, signal }: Download, have: number) {
  const response = await ask(new URL(url), have, env, signal);
  const resumed = response.statusCode === 206;
  if (!resumed && have > 0) progress(-have);
  let length = resumed ? have : 0;
  // Opened only now: who is offline changes nothing.
  const handle = await onDisk(part, () => open(part, resumed ? 'a' : 'w', 0o600));
  try {
    await pipeline(response, async (pieces: AsyncIterable<Buffer>) => {
      for await (const piece of pieces) {
        length += piece.length;
        if (length > bytes) {
          const message = `${url} is longer than the ${bytes} bytes that are listed`;
          throw new Fault('DOWNLOAD_FAILED', message, { url });
        }
        await onDisk(part, () => handle.writeFile(piece));
        progress(piece.length);
      }
    });
    await onDisk(part, () => handle.sync());
  } catch (cause) {
    if (cause instanceof Fault) {
      if (length > bytes) await rm(part, { force: true });
      throw cause;
    }
    throw new Cut(cause instanceof Error ? cause.message : String(cause), { cause });
  } finally {
    await handle.close();
  }
}

/** The answer of the server that has the file, after redirections. */
async function ask(
  url: URL,
  have: number,
  env: Download['env'],
  signal: AbortSignal | undefined,
): Promise<http.IncomingMessage> {
  let target = url;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const response = await request(target, have, env, signal);
    const { statusCode = 0, headers } = response;
    if (statusCode === 200 || statusCode === 206) return response;
    response.resume();
    if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
      target = new URL(headers.location, target);
      continue;
    }
    throw new Refusal(`the server answers ${statusCode} ${response.statusMessage ?? ''}`.trim());
  }
  throw new Refusal('the server sends on and on to other addresses');
}

function request(
  url: URL,
  have: number,
  proxyEnv: Download['env'],
  signal: AbortSignal | undefined,
): Promise<http.IncomingMessage> {
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return Promise.reject(new Refusal(`${url.protocol} is no way to download`));
  const { Agent, get } = url.protocol === 'https:' ? https : http;
  const headers = {
    'accept-encoding': 'identity',
    ...(have > 0 && { range: `bytes=${have}-` }),
  };
  return new Promise((resolve, reject) => {
    const sent = get(
      url,
      { agent: new Agent({ proxyEnv }), headers, timeout: SILENCE_MS, ...(signal && { signal }) },
      resolve,
    );
    sent.on('timeout', () => sent.destroy(new Error('the server says nothing')));
    sent.on('error', (cause) => reject(new Refusal(reasonOf(cause), { cause })));
  });
}

/** Node wraps the reasons of several addresses of one host into one error without words. */
function reasonOf(error: Error): string {
  if (error instanceof AggregateError) return error.errors.map(String).join('; ');
  const code = 'code' in error ? String(error.code) : '';
  const offline = ['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ECONNREFUSED'];
  return offline.includes(code) ? `no connection (${error.message})` : error.message;
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return 0;
      throw cause;
    },
  );
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer); // no encoding is set
  return hash.digest('hex');
}
