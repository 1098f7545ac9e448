import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { runForeground } from './foreground.mjs';

const node = (script) => [process.execPath, ['-e', script]];

test("the program's exit code is the result", async () => {
  await expect(runForeground(...node('process.exit(7)'))).resolves.toBe(7);
});

test('a program that cannot be started gives 127', async () => {
  await expect(runForeground('/nonexistent/program', [])).resolves.toBe(127);
});

test('SIGTERM reaches the program and 128 + 15 is the result', async () => {
  const outer = `
    import { runForeground } from ${JSON.stringify(new URL('foreground.mjs', import.meta.url).href)};
    const done = runForeground(process.execPath,
      ['-e', 'console.log(process.pid); setInterval(() => {}, 1000)']);
    process.exitCode = await done;`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', outer], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [chunk] = await once(parent.stdout, 'data');
  parent.kill('SIGTERM');
  const [code] = await once(parent, 'exit');
  expect(code).toBe(143);
  expect(() => process.kill(Number(String(chunk)), 0)).toThrow(/ESRCH/);
});

test('what the program leaves running is ended with it', async () => {
  const left = `const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    require('node:fs').writeFileSync(process.argv[1], String(child.pid));
    child.unref();`;
  const folder = mkdtempSync(`${tmpdir()}/foyer-foreground-`);
  await runForeground(process.execPath, ['-e', left, `${folder}/pid`]);
  const pid = Number(readFileSync(`${folder}/pid`, 'utf8'));
  rmSync(folder, { recursive: true });
  await expect.poll(() => state(pid)).toBe('gone');
});

// A killed orphan may stay as a zombie where nothing collects it: that is gone as well.
function state(pid) {
  if (!existsSync(`/proc/${pid}/stat`)) return 'gone';
  return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')) ? 'gone' : 'running';
}
