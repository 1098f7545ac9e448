import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Gallery } from '../match/gallery';
import { storeDirectory } from '../people/importDirectory';
import { importPeople, type ImportDeps } from '../people/importPeople';
import { photoGate } from '../people/importPhoto';
import { openStore, type Store } from '../store/store';
import { encodeJpeg, readImageFile } from '../vision/decodeImage';
import type { Vision } from '../vision/types';
import type { RunClock } from './benchPipeline';
import { describeFaces, prominentFace } from './faces';

export interface ImportBenchReport {
  photos: number;
  /** Photos by what came of them: ok, no-face, poor-quality and so on. */
  outcomes: Record<string, number>;
  seconds: number;
  /** Photos a second, written to an encrypted database. */
  rate: number;
  /** Photos a second if the networks ran one after the other with nothing in between them. */
  bareRate: number;
  /** rate / bareRate. */
  ratio: number;
  /** Processor time of all threads for one photo, milliseconds. */
  cpuMsPerPhoto: number;
  /** Most resident memory seen, and what was resident before the first photo; MB. */
  peakRssMb: number;
  startRssMb: number;
}

/** Photos imported before the networks alone take their turn, so that both meet the same machine. */
const BLOCK = 50;
const MEGABYTE = 1024 * 1024;

/**
 * Enrols every photo as a person of its own into a database that is thrown away, by the path that
 * `people import` takes. By turns with it the networks run on the same photos one after the other,
 * and only their own time counts. The first block warms up. Throws Fault MODEL_*, IMAGE_*, DISK.
 */
export async function benchImport(
  photos: readonly string[],
  { vision, clock }: { vision: Vision; clock: RunClock },
  step: () => void,
): Promise<ImportBenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-bench-'));
  const keyHex = randomBytes(32).toString('hex');
  const store = openStore({ file: join(folder, 'foyer.db'), keyHex });
  try {
    const deps = importDeps(store, vision);
    const spent = { photos: 0, importMs: 0, modelMs: 0, cpuMs: 0 };
    const outcomes: Record<string, number> = {};
    const startRssMb = process.memoryUsage.rss() / MEGABYTE;
    let peakRssMb = startRssMb;
    for (let from = 0; from < photos.length; from += BLOCK) {
      const block = photos.slice(from, from + BLOCK);
      const [start, cpu] = [performance.now(), process.cpuUsage()];
      for await (const { status } of importPeople(rowsOf(block, from), deps)) {
        step();
        if (from > 0) outcomes[status] = (outcomes[status] ?? 0) + 1;
        peakRssMb = Math.max(peakRssMb, process.memoryUsage.rss() / MEGABYTE);
      }
      const importMs = performance.now() - start;
      const { user, system } = process.cpuUsage(cpu);
      clock.reset();
      for (const photo of block) await runNetworks(photo, vision);
      if (from === 0) continue;
      spent.photos += block.length;
      spent.importMs += importMs;
      spent.modelMs += clock.totalMs;
      spent.cpuMs += (user + system) / 1000;
    }
    return {
      photos: spent.photos,
      outcomes,
      seconds: spent.importMs / 1000,
      rate: (1000 * spent.photos) / spent.importMs,
      bareRate: (1000 * spent.photos) / spent.modelMs,
      ratio: spent.modelMs / spent.importMs,
      cpuMsPerPhoto: spent.cpuMs / spent.photos,
      peakRssMb,
      startRssMb,
    };
  } finally {
    store.close();
    rmSync(folder, { recursive: true });
  }
}

function importDeps(store: Store, vision: Vision): ImportDeps {
  const gallery = new Gallery(vision.dimension);
  return {
    directory: storeDirectory({ store, gallery, clock: { now: Date.now }, actor: 'cli' }),
    search: (vector, k) => gallery.search(vector, k),
    photos: { find: ({ photos }) => photos },
    reader: {
      vision,
      limits: photoGate,
      known: (id) => gallery.has(id),
      picture: encodeJpeg,
    },
    // Nothing is that similar, but the search for a double takes place.
    sameFaceThreshold: () => 2,
    allowDuplicates: false,
  };
}

const rowsOf = (photos: readonly string[], from: number) =>
  photos.map((photo, at) => ({
    line: from + at + 2,
    personId: `${from + at}`,
    name: `${from + at}`,
    group: '',
    photos: [photo],
  }));

/** What an import asks of the networks for one photo. */
async function runNetworks(photo: string, vision: Vision): Promise<void> {
  const image = await readImageFile(photo);
  const main = prominentFace(await vision.detect(image), image);
  if (!main) return;
  await describeFaces(vision, image, [main]);
  await vision.mesh(image, main.box);
}
