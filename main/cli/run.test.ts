import { describe, expect, it } from 'vitest';
import { foyer, picture, face, tempDir } from './testing/foyer';

const error = (code: string, message?: RegExp) => ({
  error: expect.objectContaining({
    code,
    ...(message && { message: expect.stringMatching(message) }),
  }),
});

describe('command line', () => {
  it('an unknown option is bad usage, in JSON where JSON was asked for', async () => {
    const outcome = await foyer(tempDir(), ['detect', 'a.jpg', '--sideways', '--json']);
    expect(outcome.code).toBe(2);
    expect(outcome.json()).toEqual(error('BAD_INPUT', /--sideways/));
    const plain = await foyer(tempDir(), ['detect', 'a.jpg', '--sideways']);
    expect(plain).toMatchObject({ code: 2, stdout: '' });
    expect(plain.stderr).toBe("foyer: unknown option '--sideways' (BAD_INPUT)\n");
  });

  it.each([
    [['fly'], /fly/],
    [['detect'], /image/],
    [['verify', 'a.jpg'], /second image or --person/],
    [['detect', 'a.jpg', '--threads', '0'], /threads/],
    [['detect', 'a.jpg', '--provider', 'abacus'], /provider/],
    [['verify', 'a', 'b', '--risk', '2'], /risk/],
    [['people', 'import'], /csv/],
    [['evaluate', 'verification', '--images', '.'], /pairs/],
  ])('%j is bad usage that names what is wrong', async (args, named) => {
    const outcome = await foyer(tempDir(), [...args, '--json']);
    expect(outcome.code).toBe(2);
    expect(outcome.json()).toEqual(error('BAD_INPUT', named));
  });

  it('without a command it shows the help and fails; --help and --version succeed', async () => {
    const nothing = await foyer(tempDir(), []);
    expect(nothing.code).toBe(2);
    expect(nothing.stderr).toContain('Usage: foyer');
    const help = await foyer(tempDir(), ['evaluate', 'verification', '--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('--pairs');
    expect(help.stdout).toContain('--key-file');
    expect(await foyer(tempDir(), ['--version'])).toMatchObject({ code: 0, stdout: '9.9.9\n' });
  });

  it('common options stand before or after the command', async () => {
    const dir = tempDir();
    await picture(`${dir}/a.png`, face(255, 0, 0));
    for (const args of [
      ['--json', 'detect', 'a.png'],
      ['detect', '--json', 'a.png'],
    ]) {
      const outcome = await foyer(dir, args);
      expect(outcome.code).toBe(0);
      expect(outcome.json()).toHaveLength(1);
    }
  });

  it('after Ctrl-C the exit code is 130 and stdout stays empty', async () => {
    const dir = tempDir();
    await picture(`${dir}/a.png`, face(255, 0, 0));
    const outcome = await foyer(dir, ['detect', 'a.png', '--json'], {
      signal: AbortSignal.abort(),
    });
    expect(outcome).toMatchObject({ code: 130, stdout: '' });
  });

  it('a bug is one line without its stack', async () => {
    const createVision = () => Promise.reject(new TypeError('x is not a function'));
    const dir = tempDir();
    await picture(`${dir}/a.png`, face(255, 0, 0));
    const outcome = await foyer(dir, ['detect', 'a.png', '--json'], { parts: { createVision } });
    expect(outcome.code).toBe(2);
    expect(outcome.json()).toEqual({ error: { code: 'INTERNAL', message: 'x is not a function' } });
    expect(outcome.stderr).toBe('');
  });
});
