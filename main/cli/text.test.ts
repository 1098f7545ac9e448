import { describe, expect, it } from 'vitest';
import { createProgress } from './progress';
import { csvLine, record, table } from './text';

describe('text', () => {
  it('a table aligns numbers to the right and counts Chinese characters as two columns', () => {
    expect(
      table(
        ['name', 'n'],
        [
          ['王芳', 5],
          ['Ana', 120],
        ],
      ),
    ).toBe('name    n\n王芳    5\nAna   120');
  });

  it('control characters in a cell cannot move the cursor', () => {
    expect(table(['file'], [['a\u001b[2Jb']])).toBe('file\na·[2Jb');
    expect(record({ file: 'a\rb' })).toBe('file  a·b');
  });

  it('a CSV field is quoted where needed, and a formula is defused', () => {
    expect(csvLine(['a', 'b,c', 'd"e', '=1+1', '-5', 'x\ny'])).toBe(
      `a,"b,c","d""e",'=1+1,'-5,"x\ny"`,
    );
  });
});

describe('progress', () => {
  const screen = (isTTY: boolean) => {
    const written: string[] = [];
    let now = 0;
    const sink = { isTTY, write: (text: string) => written.push(text) };
    return { written, sink, now: () => now, pass: (ms: number) => (now += ms) };
  };

  it('shows rate and time left on one line of a terminal', () => {
    const { written, sink, now, pass } = screen(true);
    const progress = createProgress(sink, 'images', 100, now);
    pass(10_000);
    progress.step(25);
    expect(written.at(-1)).toBe(
      '\rimages [######..................] 25/100, 2.5/s, 0:30 left\u001b[K',
    );
  });

  it('writes no more than a line each ten seconds where there is no terminal, and one at the end', () => {
    const { written, sink, now, pass } = screen(false);
    const progress = createProgress(sink, 'rows', 30, now);
    for (let i = 0; i < 30; i++) {
      pass(1000);
      progress.step();
    }
    progress.done();
    expect(written).toHaveLength(4);
    expect(written.at(-1)).toBe('rows [########################] 30/30, 1.0/s\n');
  });

  it('long work counts hours', () => {
    const { written, sink, now, pass } = screen(true);
    const progress = createProgress(sink, 'rows', 10_000, now);
    pass(1000);
    progress.step();
    expect(written.at(-1)).toContain('2:46:39 left');
  });
});
