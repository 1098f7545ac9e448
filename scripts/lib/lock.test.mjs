import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withLock } from './lock.mjs';

let base;
let file;
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'foyer-lock-'));
  file = path.join(base, 'lock');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

test('the second waits until the first is done, and is told who is at work', async () => {
  const order = [];
  const onWait = vi.fn();
  let finish;
  const first = withLock(file, { onWait }, () => new Promise((resolve) => (finish = resolve)));
  const second = withLock(file, { onWait, pollMs: 5 }, async () => order.push('second'));
  await vi.waitFor(() => expect(onWait).toHaveBeenCalledWith(process.pid));
  order.push('first');
  finish();
  await Promise.all([first, second]);
  expect(order).toEqual(['first', 'second']);
  expect(existsSync(file)).toBe(false);
});

test('the lock of a process that is gone is taken over', async () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  writeFileSync(file, String(gone));
  const onWait = vi.fn();
  await expect(withLock(file, { onWait }, async () => 'mine')).resolves.toBe('mine');
  expect(onWait).not.toHaveBeenCalled();
});

test.runIf(process.platform === 'linux')('a zombie holds no lock', async () => {
  // The shell becomes `sleep`, which never collects the child it inherits; the child ends after that.
  const parent = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 30'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [pid] = await once(parent.stdout, 'data');
  const stat = () => readFileSync(`/proc/${Number(String(pid))}/stat`, 'utf8');
  await expect.poll(stat, { timeout: 20_000 }).toMatch(/\) Z /);
  writeFileSync(file, String(pid));
  await expect(withLock(file, { onWait: vi.fn() }, async () => 'mine')).resolves.toBe('mine');
  parent.kill();
});

test('the lock is given back when the work fails', async () => {
  const work = async () => {
    throw new Error('no');
  };
  await expect(withLock(file, { onWait: vi.fn() }, work)).rejects.toThrow('no');
  expect(existsSync(file)).toBe(false);
});
