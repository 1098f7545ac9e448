import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Fault } from '../../preload/contract/faults';
import { Settings } from '../../preload/contract/calls/settings';
import { Gallery } from '../engine/match/gallery';
import { readImportCsv } from '../engine/people/importCsv';
import { dryDirectory, storeDirectory } from '../engine/people/importDirectory';
import { importPeople, type ImportDeps, type RowOutcome } from '../engine/people/importPeople';
import { photoGate } from '../engine/people/importPhoto';
import { indexPhotos } from '../engine/people/importPhotos';
import { loadSettings } from '../engine/settings/loadSettings';
import type { Store } from '../engine/store/store';
import { encodeJpeg } from '../engine/vision/decodeImage';
import type { Context } from './context';
import { databaseFile, openDatabase, openOrCreateDatabase } from './database';
import { riskModel } from './riskModel';
import { count, csvLine, table } from './text';

export interface ImportOptions {
  csv: string;
  photos?: string;
  dryRun?: boolean;
  allowDuplicates?: boolean;
  report?: string;
}

const TAKEN = new Set<RowOutcome['status']>(['ok', 'added', 'unchanged']);

/** `people import`: exit 0 when at least one row is in the database now, 1 when none could be taken. */
export async function importCommand(context: Context, options: ImportOptions): Promise<0 | 1> {
  const csv = context.path(options.csv);
  const { rows, encoding, delimiter } = await readImportCsv(csv);
  const photos = await indexPhotos(
    options.photos === undefined ? dirname(csv) : context.path(options.photos),
  );
  const dryRun = options.dryRun === true;
  // The models are loaded before the database is made: a missing model leaves no empty file behind.
  const [vision, risk] = [await context.vision(), await riskModel(context)];
  const store = openFor(context, dryRun);
  const settings = store ? loadSettings({ store }).settings : Settings.parse({});
  const gallery = store
    ? Gallery.from(vision.dimension, store.templates.active(vision.embedderId, vision.dimension))
    : new Gallery(vision.dimension);
  const clock = { now: () => Date.now() };
  const deps: ImportDeps = {
    directory:
      store && !dryRun
        ? storeDirectory({ store, gallery, clock, actor: 'cli' })
        : dryDirectory(store, gallery),
    search: (vector, k) => gallery.search(vector, k),
    photos,
    reader: {
      vision,
      limits: photoGate,
      known: (id) => gallery.has(id),
      picture: async (crop) => (settings.keepThumbnails && !dryRun ? encodeJpeg(crop) : null),
    },
    sameFaceThreshold: () =>
      risk.thresholdFor(context.options.risk ?? settings.risk, Math.max(1, gallery.size)),
    allowDuplicates: options.allowDuplicates === true,
  };

  const results: RowOutcome[] = [];
  const progress = context.progress('rows', rows.length);
  try {
    for await (const outcome of importPeople(rows, deps)) {
      results.push(outcome);
      progress.step();
      context.checkpoint();
    }
  } finally {
    progress.done();
    if (context.io.signal.aborted) {
      context.note(
        `Stopped after ${results.length} of ${count(rows.length, 'row')}; the same command goes on from there.`,
      );
    }
  }

  const summary: Record<string, number> = {};
  for (const { status } of results) summary[status] = (summary[status] ?? 0) + 1;
  if (options.report !== undefined) await writeReport(context.path(options.report), results);
  const report = {
    csv: options.csv,
    encoding,
    delimiter,
    dryRun,
    rows: results.length,
    summary,
    people: store?.people.count() ?? 0,
    templates: store?.templates.count() ?? 0,
    results,
  };
  context.answer(report, () => importText(results, summary, dryRun));
  return results.length === 0 || results.some(({ status }) => TAKEN.has(status)) ? 0 : 1;
}

/** A dry run writes nothing, so it makes no database either. */
function openFor(context: Context, dryRun: boolean): Store | null {
  if (!dryRun) return openOrCreateDatabase(context);
  return existsSync(databaseFile(context)) ? openDatabase(context, { readonly: true }) : null;
}

function importText(
  results: RowOutcome[],
  summary: Record<string, number>,
  dryRun: boolean,
): string {
  const refused = results.filter(({ status }) => !TAKEN.has(status));
  const totals = Object.entries(summary).map(([status, n]) => `${n} ${status}`);
  const head = `${dryRun ? 'Dry run, nothing written. ' : ''}${count(results.length, 'row')}: ${totals.join(', ')}`;
  if (refused.length === 0) return head;
  const rows = refused.map((r) => [r.line, r.personId, r.name, r.status, r.message]);
  return `${head}\n\n${table(['line', 'ID', 'name', 'status', 'why'], rows)}`;
}

async function writeReport(file: string, results: RowOutcome[]): Promise<void> {
  const lines = [
    csvLine([
      'line',
      'person_id',
      'name',
      'status',
      'why',
      'photo',
      'photo_status',
      'photo_why',
      'quality',
    ]),
  ];
  for (const { line, personId, name, status, message, photos } of results) {
    const row = [String(line), personId, name, status, message];
    if (photos.length === 0) lines.push(csvLine([...row, '', '', '', '']));
    for (const p of photos) {
      const components = p.quality
        ? Object.entries(p.quality).map(
            ([key, value]) =>
              `${key} ${typeof value === 'number' ? Math.round(value) : String(value)}`,
          )
        : [];
      lines.push(csvLine([...row, p.photo, p.status, p.message ?? '', components.join('; ')]));
    }
  }
  await writeFile(file, `\uFEFF${lines.join('\r\n')}\r\n`).catch((cause: unknown) => {
    throw new Fault('DISK', `${file} cannot be written`, { file }, { cause });
  });
}
