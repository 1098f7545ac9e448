import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { Fault } from '../../../preload/contract/faults';
import { Group, Name, PersonId } from '../../../preload/contract/shapes';

export interface ImportRow {
  /** Line of the file in which the row ends, from 1. */
  line: number;
  personId: string;
  name: string;
  group: string;
  /** As written, relative to the photo folder; empty when photos go by ID. */
  photos: string[];
}

/** A row that cannot be used, and the field that is wrong. */
export interface BadRow {
  line: number;
  column: string;
  message: string;
  /** As written, if it could be read. */
  personId: string;
}

export interface ImportTable {
  encoding: 'utf-8' | 'utf-16le' | 'gb18030';
  delimiter: ',' | ';' | '\t';
  rows: (ImportRow | BadRow)[];
}

const DELIMITERS = [',', ';', '\t'] as const;
const PHOTO = /^photo([ _-]?\d+)?$/;

/**
 * Reads the table of people: columns person_id, name, and if there group and photo (one or more, also
 * photo_2 and so on; several names in one field are separated by |), in any order, separated by
 * comma, semicolon or tab, in UTF-8 with or without byte order mark, UTF-16 with one, or GB18030. A
 * row that does not fit comes back as a BadRow. Throws Fault FILE_UNREADABLE, and CSV_INVALID (detail
 * row, column) when the file as a whole cannot be understood.
 */
export async function readImportCsv(file: string): Promise<ImportTable> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new Fault('FILE_UNREADABLE', `${file}: cannot be read`, { file }, { cause });
  });
  const { text, encoding } = decode(bytes, file);
  const delimiter = detectDelimiter(text);
  const [header, ...records] = parseRecords(text, delimiter, file);
  if (!header) throw new Fault('CSV_INVALID', `${file}: the file is empty`, { file, row: 1 });
  const columns = readHeader(header.record, file);
  const seen = new Map<string, { line: number; name: string }>();
  const rows = records.map(({ record, info }) =>
    refuseOtherName(readRow(record, info.lines, header.record.length, columns), seen),
  );
  return { encoding, delimiter, rows };
}

export const isBadRow = (row: ImportRow | BadRow): row is BadRow => 'message' in row;

/** Strict UTF-8 first: text in GB18030 is practically never valid UTF-8. */
function decode(
  bytes: Uint8Array,
  file: string,
): { text: string; encoding: ImportTable['encoding'] } {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  for (const encoding of utf16 ? (['utf-16le'] as const) : (['utf-8', 'gb18030'] as const)) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // A zero byte is in no table of people, but in most other files.
      if (!text.includes('\0')) return { text, encoding };
    } catch {
      // the next encoding is tried
    }
  }
  throw new Fault('CSV_INVALID', `${file}: the text is neither UTF-8 nor GB18030`, {
    file,
    row: 1,
  });
}

function detectDelimiter(text: string): ImportTable['delimiter'] {
  const firstLine = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((d) => firstLine.split(d).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

interface Parsed {
  record: string[];
  info: { lines: number };
}

function parseRecords(text: string, delimiter: string, file: string): Parsed[] {
  try {
    return parse(text, {
      delimiter,
      info: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    }) as unknown as Parsed[]; // what `info` makes of the records
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = typeof error.lines === 'number' ? error.lines : 1;
    throw new Fault('CSV_INVALID', `${file}: ${error.message}`, { file, row }, { cause: error });
  }
}

interface Columns {
  personId: number;
  name: number;
  group: number;
  photos: number[];
}

function readHeader(header: string[], file: string): Columns {
  const names = header.map((name) => name.toLowerCase());
  const needed = (name: string) => {
    const at = names.indexOf(name);
    if (at !== -1) return at;
    const found = header.map((h) => `"${h}"`).join(', ');
    throw new Fault('CSV_INVALID', `${file}: no column ${name} in the first row, only ${found}`, {
      file,
      row: 1,
      column: name,
    });
  };
  return {
    personId: needed('person_id'),
    name: needed('name'),
    group: names.indexOf('group'),
    photos: names.flatMap((name, at) => (PHOTO.test(name) ? [at] : [])),
  };
}

function readRow(
  fields: string[],
  line: number,
  width: number,
  columns: Columns,
): ImportRow | BadRow {
  const given = fields[columns.personId] ?? '';
  const bad = (column: string, message: string): BadRow => ({
    line,
    column,
    message,
    personId: given,
  });
  if (fields.length > width) return bad('', `${fields.length} fields, the first row has ${width}`);
  const personId = PersonId.safeParse(given);
  if (!personId.success)
    return bad('person_id', given === '' ? 'no ID' : 'one line of at most 64 characters');
  const name = Name.safeParse(fields[columns.name] ?? '');
  if (!name.success)
    return bad('name', fields[columns.name] ? 'one line of at most 120 characters' : 'no name');
  const group = Group.safeParse(columns.group === -1 ? '' : (fields[columns.group] ?? ''));
  if (!group.success) return bad('group', 'one line of at most 80 characters');
  const photos = columns.photos
    .flatMap((at) => (fields[at] ?? '').split('|'))
    .map((photo) => photo.trim())
    .filter((photo) => photo !== '');
  return { line, personId: personId.data, name: name.data, group: group.data, photos };
}

/** The same ID under two names is a mistake that nobody can undo later. */
function refuseOtherName(
  row: ImportRow | BadRow,
  seen: Map<string, { line: number; name: string }>,
): ImportRow | BadRow {
  if (isBadRow(row)) return row;
  const { personId, name, line } = row;
  const before = seen.get(personId);
  if (!before) seen.set(personId, { line, name });
  if (!before || before.name === name) return row;
  const message = `the ID stands in line ${before.line} with another name`;
  return { line, column: 'name', message, personId };
}
