import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { Fault } from '../../../preload/contract/faults';
import type { Box } from '../../../preload/contract/frames';

const File = z.string().min(1, 'a path is expected');
const Flag = z.enum(['0', '1'], '1 or 0 is expected').transform((flag) => flag === '1');
const Pixels = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/, 'a number of pixels is expected')
  .transform(Number);

export interface PairRow {
  a: string;
  b: string;
  same: boolean;
}

export interface BoxRow {
  image: string;
  box: Box;
}

export interface LabelRow {
  image: string;
  live: boolean;
  /** Frames of one take share subject and session; empty where the list does not say. */
  take: string;
}

/**
 * Reads a tab-separated list without header: `width` columns, of which the last `optional` may be
 * missing; empty lines are skipped and further columns ignored. CSV_INVALID names file, row and
 * column (both from 1) of the first bad field; FILE_UNREADABLE when the file cannot be read.
 */
async function readRows<T>(
  file: string,
  schema: z.ZodType<T>,
  width: number,
  optional = 0,
): Promise<T[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Fault('FILE_UNREADABLE', `${file}: cannot be read`, { file }, { cause });
  });
  const rows: T[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '') continue;
    const fields = line.split('\t').slice(0, width);
    if (fields.length >= width - optional) while (fields.length < width) fields.push('');
    const parsed = schema.safeParse(fields);
    if (!parsed.success) throw badField(file, index + 1, parsed.error, fields.length);
    rows.push(parsed.data);
  }
  if (rows.length === 0) throw new Fault('CSV_INVALID', `${file}: no rows`, { file });
  return rows;
}

function badField(file: string, row: number, error: z.ZodError, found: number): Fault {
  const issue = error.issues[0];
  const column = typeof issue?.path[0] === 'number' ? issue.path[0] + 1 : found + 1;
  const expected = issue?.code === 'too_small' ? 'columns are missing' : issue?.message;
  return new Fault('CSV_INVALID', `${file}, row ${row}, column ${column}: ${expected}`, {
    file,
    row,
    column,
  });
}

/** `image a`, `image b`, `1` for the same person or `0`. */
export async function readPairs(file: string): Promise<PairRow[]> {
  const rows = await readRows(file, z.tuple([File, File, Flag]), 3);
  return rows.map(([a, b, same]) => ({ a, b, same }));
}

/** `image`, left, top, width, height in pixels; one row a face. */
export async function readBoxes(file: string): Promise<BoxRow[]> {
  const rows = await readRows(file, z.tuple([File, Pixels, Pixels, Pixels, Pixels]), 5);
  return rows.map(([image, x, y, w, h]) => ({ image, box: [x, y, w, h] }));
}

/** `image`, `1` for live or `0`, and, if there, subject and session. */
export async function readLabels(file: string): Promise<LabelRow[]> {
  const rows = await readRows(file, z.tuple([File, Flag, z.string(), z.string()]), 4, 2);
  return rows.map(([image, live, subject, session]) => ({
    image,
    live,
    take: [subject, session].filter(Boolean).join('/'),
  }));
}

/** `folder`, `folder` of people who are one person under two names. */
export async function readDoubles(file: string): Promise<[string, string][]> {
  return readRows(file, z.tuple([File, File]), 2);
}
