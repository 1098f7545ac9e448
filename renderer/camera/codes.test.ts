import { expect, it } from 'vitest';
import { watchCodes } from './codes';

/** Runs the scanner over what each look reads, then stops; returns what it told. */
async function run(looks: (string | null)[]): Promise<string[]> {
  const told: string[] = [];
  const picture = {} as ImageBitmap; // only handed on
  await new Promise<void>((done) => {
    let n = 0;
    const stop = watchCodes(
      {
        snapshot: () => Promise.resolve(looks[n] === undefined ? null : picture),
        read: () => Promise.resolve(looks[n] ?? null),
        wait: () => {
          if (++n === looks.length) {
            stop();
            done();
          }
          return Promise.resolve();
        },
      },
      (text) => told.push(text),
    );
  });
  return told;
}

it('tells a code that was read twice in a row, once while it stays', async () => {
  expect(await run(['1001', '1001', '1001', '1001'])).toEqual(['1001']);
});

it('does not tell what was read only once', async () => {
  expect(await run(['1001', null, '1002', null, '1001', '1002'])).toEqual([]);
});

it('tells the next code, and the same one after it was away', async () => {
  expect(await run(['1', '1', '2', '2'])).toEqual(['1', '2']);
  expect(await run(['1', '1', null, '1', '1'])).toEqual(['1']);
  expect(await run(['1', '1', null, null, '1', '1'])).toEqual(['1', '1']);
});

it('takes the spaces off and tells no empty text', async () => {
  expect(await run([' 1001 ', ' 1001 ', '  ', '  '])).toEqual(['1001']);
});
