import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './fixtures/foyer';
import { inRoot } from './fixtures/paths';

/** `npm start -- ARGUMENT...` without the preparation before it. */
async function start(args: string[]): Promise<{ code: unknown; output: string }> {
  const child = spawn(process.execPath, [inRoot('scripts/start.mjs'), ...args]);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const [code] = (await once(child, 'exit')) as [unknown];
  return { code, output };
}

test('the sample runs unattended: check-in printed, window photographed, exit 0', async ({
  folder,
}) => {
  const dir = folder('demo');
  const screenshot = path.join(dir, 'window.png');
  const { code, output } = await start([
    '--demo',
    `--user-data=${dir}`,
    '--exit-after=30',
    `--screenshot=${screenshot}`,
  ]);
  expect(output).toMatch(/\d\d:\d\d:\d\d checked in: .+ \(100\d\), similarity 0\.\d+/);
  expect(code).toBe(0);
  const png = readFileSync(screenshot);
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) }).toMatchObject({
    width: 1280,
  });
  expect(existsSync(path.join(dir, 'foyer.db'))).toBe(false);
});

test('the sample exits non-zero when nobody was recognised in time', async ({ folder }) => {
  const args = ['--demo', '--user-data', folder('demo'), '--exit-after', '0.2'];
  const { code, output } = await start(args);
  expect(output).toContain('nobody was recognised');
  expect(code).toBe(1);
});
