import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readImportCsv } from './importCsv';

function csv(content: string | Uint8Array): string {
  const dir = mkdtempSync(join(tmpdir(), 'foyer-csv-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const file = join(dir, 'people.csv');
  writeFileSync(file, content);
  return file;
}

const ana = { line: 2, personId: '1', name: 'Ana', group: '', photos: [] };

describe('table of people', () => {
  it.each([
    ['comma', 'person_id,name\n1,Ana\n', ','],
    ['semicolon', 'person_id;name\n1;Ana\n', ';'],
    ['tab', 'person_id\tname\r\n1\tAna\r\n', '\t'],
    ['byte order mark', '\uFEFFperson_id,name\n1,Ana', ','],
    ['other order, case and spaces', ' Name , Person_ID \n Ana , 1 \n', ','],
  ])('is read with %s', async (_, text, delimiter) => {
    expect(await readImportCsv(csv(text))).toEqual({ encoding: 'utf-8', delimiter, rows: [ana] });
  });

  it('is read in GB18030, as Chinese spreadsheets write it', async () => {
    // "person_id,name\n1,王芳\n"; 王 is CD F5, 芳 is B7 BC.
    const bytes = Buffer.concat([
      Buffer.from('person_id,name\n1,'),
      Buffer.from([0xcd, 0xf5, 0xb7, 0xbc, 0x0a]),
    ]);
    expect(await readImportCsv(csv(bytes))).toMatchObject({
      encoding: 'gb18030',
      rows: [{ name: '王芳' }],
    });
  });

  it('is read in UTF-16 with its mark', async () => {
    const bytes = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from('person_id,name\n1,Ana\n', 'utf16le'),
    ]);
    expect(await readImportCsv(csv(bytes))).toMatchObject({ encoding: 'utf-16le', rows: [ana] });
  });

  it('takes photos from several columns and several names in one', async () => {
    const { rows } = await readImportCsv(
      csv('person_id,name,photo,photo_2\n1,Ana,a.jpg| b.jpg,"c, d.jpg"\n2,Bo,,\n'),
    );
    expect(rows).toMatchObject([{ photos: ['a.jpg', 'b.jpg', 'c, d.jpg'] }, { photos: [] }]);
  });

  it('names the line of a bad row and goes on', async () => {
    const { rows } = await readImportCsv(
      csv(
        `person_id,name\n1,Ana\n,Bo\n3,\n\n4,"two\nlines"\n1,Anna\n${'9'.repeat(65)},Long\n5,Eve\n`,
      ),
    );
    expect(rows.map((row) => [row.line, 'message' in row ? row.column : 'fine'])).toEqual([
      [2, 'fine'],
      [3, 'person_id'],
      [4, 'name'],
      [7, 'name'],
      [8, 'name'],
      [9, 'person_id'],
      [10, 'fine'],
    ]);
  });

  it.each([
    ['no columns', 'a,b\n1,2\n', { column: 'person_id' }],
    ['nothing', '', { row: 1 }],
    ['an open quote', 'person_id,name\n1,"Ana\n2,Bo\n', { row: 3 }],
    ['a picture', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46]), { row: 1 }],
  ])('with %s is refused as a whole', async (_, content, detail) => {
    await expect(readImportCsv(csv(content))).rejects.toMatchObject({
      code: 'CSV_INVALID',
      detail,
    });
  });

  it('that is not there is unreadable', async () => {
    await expect(readImportCsv('/nowhere.csv')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});
