/** Columns a character takes on a terminal: two for East Asian wide ones. */
function width(text: string): number {
  let columns = 0;
  for (const char of text)
    columns +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
        char,
      )
        ? 2
        : 1;
  return columns;
}

export type Cell = string | number | null | undefined;

/**
 * An aligned table with a header; numbers to the right. Control characters in a cell are shown as
 * a middle dot, so that a file name cannot move the cursor.
 */
export function table(header: string[], rows: Cell[][]): string {
  const numeric = header.map(
    (_, at) =>
      rows.length > 0 && rows.every((row) => row[at] === null || typeof row[at] === 'number'),
  );
  const cells = [header, ...rows.map((row) => row.map((cell) => plain(String(cell ?? '-'))))];
  const widths = header.map((_, at) => Math.max(...cells.map((row) => width(row[at] ?? ''))));
  return cells
    .map((row) =>
      row
        .map((cell, at) => {
          const gap = ' '.repeat(widths[at]! - width(cell));
          return numeric[at] ? gap + cell : cell + gap;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Two columns, names to the left: for one record. */
export function record(fields: Record<string, Cell>): string {
  const names = Object.keys(fields);
  const widest = Math.max(...names.map(width));
  return names
    .map(
      (name) => `${name}${' '.repeat(widest - width(name))}  ${plain(String(fields[name] ?? '-'))}`,
    )
    .join('\n');
}

/** One line without control characters. */
export const plain = (text: string) => text.replace(/\p{Cc}/gu, '·');

export const percent = (share: number | null, digits = 2) =>
  share === null || Number.isNaN(share) ? '-' : `${(share * 100).toFixed(digits)} %`;

export const fixed = (value: number | null, digits = 3) =>
  value === null || Number.isNaN(value) ? '-' : value.toFixed(digits);

/** "3 images", "1 image". */
export const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

/**
 * One line of CSV (RFC 4180). A field that a spreadsheet would take for a formula is led by an
 * apostrophe, as OWASP advises.
 */
export const csvLine = (fields: readonly string[]) =>
  fields
    .map((field) => (/^[=+\-@\t\r]/.test(field) ? `'${field}` : field))
    .map((field) => (/[",;\r\n\t]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(',');
