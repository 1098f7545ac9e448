import { mapOrdered } from '../evaluate/mapOrdered';
import { Fault } from '../../../preload/contract/faults';
import type { Hit } from '../match/gallery';
import type { NewTemplate } from './addPerson';
import { isBadRow, type BadRow, type ImportRow } from './importCsv';
import { inGroups } from './importGroups';
import {
  readPhoto,
  type PhotoOutcome,
  type PhotoReader,
  type PhotoRefusal,
  type ReadPhoto,
} from './importPhoto';
import type { PhotoFinder } from './importPhotos';

export interface RowOutcome {
  line: number;
  personId: string;
  name: string;
  /**
   * ok: a new person; added: photos added to one who was there; unchanged: all of it was there;
   * anything else: nothing was taken from this row.
   */
  status: 'ok' | 'added' | 'unchanged' | 'no-photo' | 'bad-row' | PhotoRefusal;
  message: string;
  photos: PhotoOutcome[];
}

/** Where people are looked up and written; see importDirectory. */
export interface Directory {
  byPersonId(personId: string): { id: string } | null;
  byId(id: string): { personId: string; name: string } | null;
  /** All or nothing of what `write` adds, on disk and in the gallery when it returns. Throws Fault DISK. */
  together<T>(write: () => T): T;
  /** The gallery knows the faces when it returns. Throws Fault DISK. */
  add(person: { personId: string; name: string; group: string }, templates: NewTemplate[]): void;
  addTemplates(id: string, templates: NewTemplate[]): void;
}

export interface ImportDeps {
  directory: Directory;
  search: (vector: Float32Array, k: number) => Hit[];
  photos: PhotoFinder;
  reader: PhotoReader;
  /** From this similarity on a face under another ID is called the same. */
  sameFaceThreshold: () => number;
  /** Take a face that is there under another ID as well. */
  allowDuplicates: boolean;
}

/** Rows whose photos are read and judged ahead of the one that is written. */
const AHEAD = 4;

/** Rows for one commit: waiting for the disk costs as much for one row as for many. */
const COMMIT = { count: 16, ms: 250 };

interface ReadRow {
  row: ImportRow | BadRow;
  photos: ReadPhoto[];
  fault?: Fault;
}

/**
 * Enrols a table of people from photos; yields one outcome a row, in order, once the row is on disk.
 * Photos are read ahead, and a few rows share a transaction: a person is there with all usable photos
 * or not at all, and stopping at any moment leaves whole rows. What is there already is left alone:
 * the same run again adds nothing. Throws Fault DISK, MODEL_*; what was yielded by then stays.
 */
export async function* importPeople(
  rows: Iterable<ImportRow | BadRow>,
  deps: ImportDeps,
): AsyncGenerator<RowOutcome> {
  const read = mapOrdered(rows, AHEAD, (row) => readRow(row, deps));
  for await (const group of inGroups(read, COMMIT)) {
    yield* deps.directory.together(() => group.map((each) => writeRow(each, deps)));
  }
}

async function readRow(row: ImportRow | BadRow, { photos, reader }: ImportDeps): Promise<ReadRow> {
  if (isBadRow(row)) return { row, photos: [] };
  try {
    const read: ReadPhoto[] = [];
    for (const file of photos.find(row)) read.push(await readPhoto(file, row.personId, reader));
    return { row, photos: read };
  } catch (error) {
    if (error instanceof Fault && error.code === 'BAD_INPUT')
      return { row, photos: [], fault: error };
    throw error;
  }
}

function writeRow({ row, photos, fault }: ReadRow, deps: ImportDeps): RowOutcome {
  const { line, personId } = row;
  if (isBadRow(row)) {
    const where = row.column === '' ? '' : `${row.column}: `;
    return {
      line,
      personId,
      name: '',
      status: 'bad-row',
      message: where + row.message,
      photos: [],
    };
  }
  const { name, group } = row;
  const outcome = (status: RowOutcome['status'], message: string, list: PhotoOutcome[] = []) => ({
    line,
    personId,
    name,
    status,
    message,
    photos: list,
  });
  if (fault) return outcome('bad-row', `photo: ${fault.message}`);
  if (photos.length === 0)
    return outcome('no-photo', `no photo is named, and none is called ${personId}`);

  const existing = deps.directory.byPersonId(personId);
  const fresh: NewTemplate[] = [];
  const outcomes = photos.map((read): PhotoOutcome => {
    if ('outcome' in read) return read.outcome;
    const { photo, id } = read;
    // Asked again: the same photo may stand in a row that was written in the meantime.
    if (read.known || deps.reader.known(id) || fresh.some((template) => template.id === id)) {
      return { photo, status: 'unchanged' };
    }
    const duplicateOf = deps.allowDuplicates
      ? null
      : findDouble(read.template.vector, existing?.id, deps);
    if (duplicateOf) {
      const message = `the face of ${duplicateOf.personId} ${duplicateOf.name}`;
      return { photo, status: 'duplicate', message, duplicateOf };
    }
    fresh.push(read.template);
    return { photo, status: 'added' };
  });

  if (fresh.length > 0) {
    if (existing) deps.directory.addTemplates(existing.id, fresh);
    else deps.directory.add({ personId, name, group }, fresh);
    return outcome(existing ? 'added' : 'ok', '', outcomes);
  }
  const refusal = outcomes.find(({ status }) => status !== 'unchanged');
  const unchanged = outcomes.some(({ status }) => status === 'unchanged');
  if (unchanged || !refusal) return outcome('unchanged', '', outcomes);
  return outcome(refusal.status, refusal.message ?? '', outcomes);
}

function findDouble(
  vector: Float32Array,
  owner: string | undefined,
  { directory, search, sameFaceThreshold }: ImportDeps,
): PhotoOutcome['duplicateOf'] | null {
  const threshold = sameFaceThreshold();
  const hit = search(vector, 2).find(
    ({ personId, similarity }) => personId !== owner && similarity >= threshold,
  );
  if (!hit) return null;
  const { personId = '', name = '' } = directory.byId(hit.personId) ?? {};
  return { personId, name, similarity: hit.similarity };
}
