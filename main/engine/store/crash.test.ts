import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { checkDatabase } from './checkDatabase';
import { connect } from './connection';
import { openStore } from './store';
import { event, KEY, tempFolder } from './testing/fixtures';

const ROUNDS = 5;

/** Bundles the writer to plain JavaScript that Node runs from any folder. */
async function bundleWriter(outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: {
      alias: { 'better-sqlite3': createRequire(import.meta.url).resolve('better-sqlite3') },
    },
    build: {
      ssr: fileURLToPath(new URL('./testing/writeForever.ts', import.meta.url)),
      outDir,
      emptyOutDir: false,
      rolldownOptions: { external: /node_modules/, output: { entryFileNames: 'writer.mjs' } },
    },
  });
  return join(outDir, 'writer.mjs');
}

/** Runs the writer until it has said something and a while longer, then kills it outright. */
async function writeAndKill(writer: string, file: string, round: number, afterMs: number) {
  const child = spawn(process.execPath, [writer, file, String(round)], {
    env: { ...process.env, FOYER_DB_KEY: KEY },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child.stdout, 'data');
  await wait(afterMs);
  child.kill('SIGKILL');
  const [code, signal] = await once(child, 'close');
  expect([code, signal]).toEqual([null, 'SIGKILL']);
  // What came after the last line's end was not said whole.
  const lines = said.slice(0, said.lastIndexOf('\n')).split('\n');
  const of = (kind: string) =>
    lines.filter((line) => line.startsWith(kind)).map((line) => line.slice(kind.length + 1));
  return { people: of('person'), events: of('event') };
}

describe.skipIf(process.platform === 'win32')('a writer that is killed', () => {
  it(`loses nothing it acknowledged and doubles nothing (${ROUNDS} times)`, async () => {
    const folder = tempFolder();
    const file = join(folder, 'foyer.db');
    const writer = await bundleWriter(folder);
    const people: string[] = [];
    const events: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const said = await writeAndKill(writer, file, round, 15 + round * 37);
      people.push(...said.people);
      events.push(...said.events);
      expect(existsSync(`${file}-wal`), 'it was killed before it could close').toBe(true);

      // A reader comes to terms with what is left, and the dead process holds no lock.
      expect(checkDatabase({ file, keyHex: KEY })).toMatchObject({ ok: true, findings: [] });
      const store = openStore({ file, keyHex: KEY });
      expect(store.check()).toMatchObject({ ok: true, findings: [] });
      const last = events.at(-1) ?? '';
      expect(store.events.record(event({ idempotencyKey: last })).duplicate).toBe(true);
      store.close();
    }
    expect(events.length).toBeGreaterThan(ROUNDS);

    const db = connect({ file, keyHex: KEY });
    const column = (sql: string) =>
      db
        .prepare<{ v: string }>(sql)
        .all()
        .map(({ v }) => v);
    const keys = column('SELECT idempotency_key AS v FROM events');
    const ids = column('SELECT person_id AS v FROM people');
    const numbers = column('SELECT seq AS v FROM events ORDER BY seq').map(Number);
    db.close();
    expect(events.filter((key) => !keys.includes(key))).toEqual([]);
    expect(people.filter((id) => !ids.includes(id))).toEqual([]);
    expect(new Set(keys).size).toBe(keys.length);
    // At most the one that was under way when the kill came was written and not said.
    expect(keys.length - events.length).toBeLessThanOrEqual(ROUNDS);
    expect(ids.length - people.length).toBeLessThanOrEqual(ROUNDS);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  });
});
