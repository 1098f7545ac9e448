import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readArgs } from './args';

describe('arguments of the app', () => {
  it('reads its own among Chromium’s and Electron’s', () => {
    const args = readArgs([
      '--no-sandbox',
      '.',
      '--demo',
      '--use-fake-device-for-media-stream',
      '--exit-after',
      '30',
      `--screenshot=${join(tmpdir(), 'a b.png')}`,
    ]);
    expect(args).toEqual({
      demo: true,
      exitAfter: 30,
      screenshot: join(tmpdir(), 'a b.png'),
      userData: null,
      errors: [],
    });
  });

  it.each([
    [['--exit-after', 'soon'], /seconds/],
    [['--exit-after', '-3'], /exit-after/],
    [['--exit-after'], /exit-after/],
    [['--screenshot', 'x.png'], /needs --exit-after/],
    [['--user-data'], /user-data needs a value/],
    [['--exit-afer', '30'], /no option --exit-afer .*--exit-after/],
    [['--exit-after', '3', '--screenshot', '/nowhere/x.png'], /no folder .*\/nowhere/],
  ])('says what is wrong with %j', (argv, words) => {
    expect(readArgs(argv).errors.join('\n')).toMatch(words);
  });
});
