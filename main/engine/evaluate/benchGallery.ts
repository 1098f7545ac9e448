import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Gallery } from '../match/gallery';
import { openStore, type Store } from '../store/store';
import { fillStore, MODEL } from './benchStore';
import { randomUnit, timing, type Timing } from './benchSearch';
import { seeded } from './random';

export interface GalleryBenchPlan {
  /** Templates in the database, four a person. */
  n: number;
  dimension: number;
  /** Templates inserted, then replaced, then removed, while searches run. */
  changes: number;
  seed: number;
}

/** One kind of change, one at a time with a turn of the event loop after each. */
interface ChangeTiming {
  count: number;
  longestMs: number;
  /** Longest time from one turn to the next, searches left out, garbage collection not. */
  longestTurnMs: number;
  /** Searches between the changes, and the longest of them. */
  search: Timing & { longestMs: number };
}

export interface GalleryBenchReport extends GalleryBenchPlan {
  /** From the opened database to a gallery that answers; processor time of all threads. */
  load: { ms: number; cpuMs: number };
  inserts: ChangeTiming;
  updates: ChangeTiming;
  removals: ChangeTiming;
  memory: {
    /** The int8 and float32 numbers of the templates. */
    rawBytes: number;
    /** What the gallery asked for: its blocks and what the ids take on the heap. */
    accountedBytes: number;
    accountedRatio: number;
    /** How much the process grew, after garbage collection and before it. */
    rssBytes: number;
    rssRatio: number;
    rssWithGarbageBytes: number;
  };
}

/** Changes from one search to the next. */
const CHANGES_A_SEARCH = 50;

/**
 * Fills an encrypted database that is thrown away, loads the gallery from it as the station does, and
 * changes it while it is searched. Random unit vectors, milliseconds. Throws Fault DISK.
 */
export async function benchGallery(
  plan: GalleryBenchPlan,
  checkpoint: () => void,
): Promise<GalleryBenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-bench-'));
  const options = { file: join(folder, 'foyer.db'), keyHex: randomBytes(32).toString('hex') };
  try {
    const random = seeded(plan.seed);
    const vector = () => randomUnit(plan.dimension, random);
    const filled = openStore(options);
    try {
      fillStore(filled, plan.n, vector, checkpoint);
    } finally {
      filled.close();
    }
    const store = openStore(options);
    try {
      const { gallery, load, memory } = measureLoad(store, plan);
      try {
        const changes = await changeWhileSearched(gallery, plan, vector, checkpoint);
        return { ...plan, load, ...changes, memory };
      } finally {
        gallery.close();
      }
    } finally {
      store.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measureLoad(store: Store, { n, dimension }: GalleryBenchPlan) {
  collectGarbage();
  const before = process.memoryUsage();
  const [cpu, start] = [process.cpuUsage(), performance.now()];
  const gallery = Gallery.from(dimension, store.templates.active(MODEL, dimension));
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const load = { ms, cpuMs: (user + system) / 1000 };
  const rssWithGarbageBytes = process.memoryUsage.rss() - before.rss;
  collectGarbage();
  const after = process.memoryUsage();
  const rawBytes = n * dimension * 5;
  const accountedBytes = gallery.bytes + Math.max(0, after.heapUsed - before.heapUsed);
  const rssBytes = after.rss - before.rss;
  const memory = {
    rawBytes,
    accountedBytes,
    accountedRatio: accountedBytes / rawBytes,
    rssBytes,
    rssRatio: rssBytes / rawBytes,
    rssWithGarbageBytes,
  };
  return { gallery, load, memory };
}

async function changeWhileSearched(
  gallery: Gallery,
  { changes }: GalleryBenchPlan,
  vector: () => Float32Array,
  checkpoint: () => void,
) {
  const probes = Array.from({ length: 20 }, vector);
  const fresh = Array.from({ length: 100 }, vector);
  const ids = Array.from({ length: changes }, () => randomUUID());
  const put = (at: number, shift: number) =>
    gallery.add({
      templateId: ids[at]!,
      personId: ids[at - (at % 4)]!,
      vector: fresh[(at + shift) % fresh.length]!,
    });
  for (const probe of probes) gallery.search(probe); // wakes the second thread
  const run = (change: (at: number) => void) =>
    timeChanges(changes, change, (at) => gallery.search(probes[at % probes.length]!), checkpoint);
  const inserts = await run((at) => put(at, 0));
  const updates = await run((at) => put(at, 1));
  const removals = await run((at) => gallery.removeTemplate(ids[at]!));
  return { inserts, updates, removals };
}

async function timeChanges(
  count: number,
  change: (at: number) => void,
  search: (at: number) => unknown,
  checkpoint: () => void,
): Promise<ChangeTiming> {
  const searches: number[] = [];
  let [longestMs, longestTurnMs] = [0, 0];
  let turn = performance.now();
  for (let at = 0; at < count; at++) {
    const start = performance.now();
    change(at);
    longestMs = Math.max(longestMs, performance.now() - start);
    await new Promise((resolve) => setImmediate(resolve));
    longestTurnMs = Math.max(longestTurnMs, performance.now() - turn);
    if (at % CHANGES_A_SEARCH === 0) {
      checkpoint();
      const from = performance.now();
      search(at);
      searches.push(performance.now() - from);
    }
    turn = performance.now();
  }
  const between = { ...timing(searches), longestMs: Math.max(...searches) };
  return { count, longestMs, longestTurnMs, search: between };
}

/** V8 lets itself be told to, once the flag is set; a measurement of memory needs it. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void; // there because of the flag
  collect();
  collect();
}
