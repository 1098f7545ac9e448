import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBoxes, readLabels, readPairs } from './lists';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'foyer-lists-'));
});
afterAll(() => rm(dir, { recursive: true }));

const list = async (text: string) => {
  const file = join(dir, 'list.tsv');
  await writeFile(file, text);
  return file;
};

describe('lists', () => {
  it('pairs are read with a byte order mark, Windows line ends and empty lines', async () => {
    expect(
      await readPairs(await list('\uFEFFa.jpg\tb.jpg\t1\r\n\r\nc d.jpg\te.jpg\t0\r\n')),
    ).toEqual([
      { a: 'a.jpg', b: 'b.jpg', same: true },
      { a: 'c d.jpg', b: 'e.jpg', same: false },
    ]);
  });

  it('boxes may carry further columns', async () => {
    expect(await readBoxes(await list('a.jpg\t1\t2\t3.5\t4\t\n'))).toEqual([
      { image: 'a.jpg', box: [1, 2, 3.5, 4] },
    ]);
  });

  it('labels work without subject and session', async () => {
    expect(await readLabels(await list('a.jpg\t1\nb.jpg\t0\t7\t01\n'))).toEqual([
      { image: 'a.jpg', live: true, take: '' },
      { image: 'b.jpg', live: false, take: '7/01' },
    ]);
  });

  it('a bad field is named by file, row and column', async () => {
    await expect(readPairs(await list('a\tb\t1\na\tb\tyes\n'))).rejects.toMatchObject({
      code: 'CSV_INVALID',
      detail: { row: 2, column: 3 },
    });
    await expect(readBoxes(await list('a\t1\t2\tNaN\t4\n'))).rejects.toMatchObject({
      detail: { row: 1, column: 4 },
    });
  });

  it('a row that is too short is named', async () => {
    await expect(readPairs(await list('a b 1\n'))).rejects.toMatchObject({
      code: 'CSV_INVALID',
      detail: { row: 1, column: 2 },
    });
  });

  it('an empty list and a missing one are faults', async () => {
    await expect(readPairs(await list('\n'))).rejects.toMatchObject({ code: 'CSV_INVALID' });
    await expect(readPairs(join(dir, 'none.tsv'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
  });
});
