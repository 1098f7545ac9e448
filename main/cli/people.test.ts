import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { face, fakeVision, foyer, picture, tempDir } from './testing/foyer';

/** A folder with a table of three people and their photos. */
async function office(): Promise<string> {
  const dir = tempDir();
  mkdirSync(`${dir}/photos/1003`, { recursive: true });
  await picture(`${dir}/photos/1001.png`, face(255, 0, 0));
  await picture(`${dir}/photos/1001_2.png`, face(210, 0, 0));
  await picture(`${dir}/photos/1002.png`, face(0, 255, 0));
  await picture(`${dir}/photos/1003/a.png`, face(0, 0, 255));
  writeFileSync(
    `${dir}/people.csv`,
    'person_id,name,group\n1001,Ana,Front\n1002,Bo,\n1003,王芳,研发\n',
  );
  return dir;
}

const DB = ['--db', 'data/foyer.db', '--json'];
const IMPORT = ['people', 'import', '--csv', 'people.csv', '--photos', 'photos', ...DB];

interface Report {
  summary: Record<string, number>;
  people: number;
  templates: number;
  results: { line: number; personId: string; status: string; message: string }[];
}
const report = async (dir: string, ...more: string[]) =>
  (await foyer(dir, [...IMPORT, ...more])).json() as Report; // the tests look at what they use

describe('people import', () => {
  it('enrols who is named by ID, numbered files and folders included, and makes database and key', async () => {
    const dir = await office();
    const outcome = await foyer(dir, IMPORT);
    expect(outcome.code).toBe(0);
    expect(outcome.json()).toMatchObject({
      summary: { ok: 3 },
      people: 3,
      templates: 4,
      delimiter: ',',
    });
    expect(statSync(`${dir}/data/foyer.key`).mode & 0o777).toBe(0o600);
    expect(outcome.stderr).toContain('New key:');
    expect(outcome.stderr).toContain('rows [');
  });

  it('run again adds nothing, and a new photo is added to the person', async () => {
    const dir = await office();
    await report(dir);
    expect(await report(dir)).toMatchObject({ summary: { unchanged: 3 }, people: 3, templates: 4 });
    await picture(`${dir}/photos/1002_2.png`, face(0, 210, 0));
    expect(await report(dir)).toMatchObject({ summary: { unchanged: 2, added: 1 }, templates: 5 });
  });

  it('a dry run says the same and writes nothing', async () => {
    const dir = await office();
    expect(await report(dir, '--dry-run')).toMatchObject({ dryRun: true, summary: { ok: 3 } });
    expect(existsSync(`${dir}/data`)).toBe(false);
  });

  it('tells each row what is wrong with it', async () => {
    const dir = await office();
    await picture(`${dir}/photos/none.png`);
    await picture(
      `${dir}/photos/two.png`,
      { box: [10, 60, 100, 100], colour: [0, 0, 255] },
      { box: [130, 60, 100, 100], colour: [255, 0, 0] },
    );
    await picture(`${dir}/photos/small.png`, { box: [100, 100, 30, 30], colour: [255, 0, 255] });
    writeFileSync(`${dir}/photos/bad.jpg`, 'no picture');
    writeFileSync(
      `${dir}/people.csv`,
      [
        'person_id;name;photo',
        '1;Ana;1001.png',
        '2;Nobody;none.png',
        '3;Pair;two.png',
        '4;Far;small.png',
        '5;Broken;bad.jpg',
        '6;Twin of Ana;1001_2.png',
        '7;Lost;nowhere.png',
        '8;Unpictured;',
        ';No ID;1002.png',
        '10;Thief;../people.csv',
        '1;Anna;1001.png',
        '11;Too;many;fields',
      ].join('\r\n'),
    );
    const outcome = await foyer(dir, IMPORT);
    expect(outcome.code).toBe(0);
    const { results } = outcome.json() as Report;
    expect(results.map(({ line, status }) => [line, status])).toEqual([
      [2, 'ok'],
      [3, 'no-face'],
      [4, 'several-faces'],
      [5, 'poor-quality'],
      [6, 'unreadable'],
      [7, 'duplicate'],
      [8, 'unreadable'],
      [9, 'no-photo'],
      [10, 'bad-row'],
      [11, 'bad-row'],
      [12, 'bad-row'],
      [13, 'bad-row'],
    ]);
    expect(results[5]?.message).toBe('the face of 1 Ana');
    expect(results[8]?.message).toBe('person_id: no ID');
    expect(results[9]?.message).toContain('outside');
  });

  it('a double within the table is found in a dry run too, and taken when allowed', async () => {
    const dir = await office();
    writeFileSync(`${dir}/people.csv`, 'person_id,name,photo\n1,Ana,1001.png\n2,Bea,1001_2.png\n');
    expect(await report(dir, '--dry-run')).toMatchObject({ summary: { ok: 1, duplicate: 1 } });
    expect(await report(dir, '--allow-duplicates')).toMatchObject({ summary: { ok: 2 } });
  });

  it('exits 1 when no row could be taken', async () => {
    const dir = await office();
    writeFileSync(`${dir}/people.csv`, 'person_id,name\n99,Nobody\n');
    expect((await foyer(dir, IMPORT)).code).toBe(1);
  });

  it('a table without its columns is refused before anything is made', async () => {
    const dir = await office();
    writeFileSync(`${dir}/people.csv`, 'id,name\n1,Ana\n');
    const outcome = await foyer(dir, IMPORT);
    expect(outcome.code).toBe(2);
    expect(outcome.json()).toMatchObject({
      error: { code: 'CSV_INVALID', detail: { row: 1, column: 'person_id' } },
    });
    expect(existsSync(`${dir}/data`)).toBe(false);
  });

  it('the report file quotes what needs it and defuses formulas', async () => {
    const dir = await office();
    writeFileSync(`${dir}/people.csv`, 'person_id,name\n1001,"=1+1, ""Ana"""\n');
    await report(dir, '--report', 'out.csv');
    expect(readFileSync(`${dir}/out.csv`, 'utf8')).toContain(`1001,"'=1+1, ""Ana""",ok`);
  });

  it('stopped in the middle it leaves whole rows, and goes on from there', async () => {
    const dir = await office();
    const stop = new AbortController();
    let faces = 0;
    const createVision = () => {
      const vision = fakeVision();
      const embed: typeof vision.embed = (crops) => {
        if (++faces === 3) stop.abort();
        return vision.embed(crops);
      };
      return Promise.resolve({ ...vision, embed });
    };
    const outcome = await foyer(dir, IMPORT, { signal: stop.signal, parts: { createVision } });
    expect(outcome).toMatchObject({ code: 130, stdout: '' });
    expect(outcome.stderr).toContain('goes on from there');
    expect((await foyer(dir, ['db', 'check', ...DB])).code).toBe(0);
    expect(await report(dir)).toMatchObject({ people: 3, templates: 4 });
  });
});

describe('people list and erase', () => {
  it('lists by name and finds part of ID, name or group', async () => {
    const dir = await office();
    await report(dir);
    const list = await foyer(dir, ['people', 'list', ...DB]);
    expect(list.json()).toMatchObject({
      total: 3,
      people: [{ name: 'Ana', templates: 2 }, { name: 'Bo' }, { name: '王芳' }],
    });
    const found = await foyer(dir, ['people', 'list', '--search', '研', ...DB]);
    expect(found.json()).toMatchObject({ total: 1, people: [{ personId: '1003' }] });
  });

  it('an erased person is gone; an unknown ID erases nobody', async () => {
    const dir = await office();
    await report(dir);
    const nobody = await foyer(dir, ['people', 'erase', '1001', '4711', ...DB]);
    expect(nobody.json()).toMatchObject({
      error: { code: 'NOT_FOUND', detail: { personId: '4711' } },
    });
    expect((await foyer(dir, ['people', 'erase', '1001', ...DB])).json()).toEqual({
      erased: [{ personId: '1001', name: 'Ana', templates: 2 }],
    });
    expect((await foyer(dir, ['people', 'list', ...DB])).json()).toMatchObject({ total: 2 });
  });
});

interface Face {
  decision: string;
  personId: string | null;
  similarity: number;
  margin: number;
  threshold: number;
  expectedFpir: number;
}

describe('identify', () => {
  it('names who is enrolled, and nobody else', async () => {
    const dir = await office();
    await report(dir);
    await picture(`${dir}/ana.png`, face(230, 0, 0));
    await picture(`${dir}/stranger.png`, face(255, 255, 0));
    const known = await foyer(dir, ['identify', 'ana.png', ...DB]);
    expect(known.code).toBe(0);
    const [ana] = known.json() as Face[];
    expect(ana).toMatchObject({
      image: 'ana.png',
      decision: 'known',
      personId: '1001',
      name: 'Ana',
    });
    expect(ana!.similarity).toBeGreaterThanOrEqual(ana!.threshold);
    expect(ana!.expectedFpir).toBeCloseTo(0.001, 6);
    const stranger = await foyer(dir, ['identify', 'stranger.png', ...DB]);
    expect(stranger.code).toBe(1);
    expect(stranger.json()).toMatchObject([{ decision: 'unknown', personId: null, name: null }]);
  });

  it('a face between two people is uncertain', async () => {
    const dir = await office();
    await picture(`${dir}/photos/1001_2.png`, face(255, 20, 0));
    await picture(`${dir}/photos/1002.png`, face(255, 0, 20));
    await foyer(dir, [...IMPORT, '--allow-duplicates']);
    await picture(`${dir}/x.png`, face(255, 15, 15));
    const outcome = await foyer(dir, ['identify', 'x.png', ...DB]);
    expect(outcome.code).toBe(1);
    expect(outcome.json()).toMatchObject([
      { decision: 'uncertain', reason: 'AMBIGUOUS', personId: null },
    ]);
  });

  it('a picture without a face knows nobody', async () => {
    const dir = await office();
    await report(dir);
    await picture(`${dir}/none.png`);
    expect(await foyer(dir, ['identify', 'none.png', ...DB])).toMatchObject({
      code: 1,
      stdout: '[]\n',
    });
  });

  it('the risk moves the threshold', async () => {
    const dir = await office();
    await report(dir);
    const threshold = async (risk: string) => {
      const outcome = await foyer(dir, ['identify', 'photos/1001.png', '--risk', risk, ...DB]);
      return (outcome.json() as Face[])[0]!.threshold;
    };
    expect(await threshold('0.0001')).toBeGreaterThan(await threshold('0.01'));
  });
});

describe('the database', () => {
  it.each([
    ['people', 'list'],
    ['people', 'erase', '1'],
    ['identify', 'photos/1001.png'],
    ['db', 'check'],
  ])('%s %s on a database that is not there names it and makes nothing', async (...args) => {
    const dir = await office();
    const outcome = await foyer(dir, [...args, ...DB]);
    expect(outcome.code).toBe(2);
    expect(outcome.json()).toMatchObject({
      error: { code: 'NOT_FOUND', message: expect.stringContaining('data/foyer.db') },
    });
    expect(existsSync(`${dir}/data`)).toBe(false);
  });

  it('by default is the app’s own', async () => {
    const outcome = await foyer(tempDir(), ['people', 'list', '--json'], {
      env: { XDG_CONFIG_HOME: '/nowhere' },
    });
    expect(outcome.json()).toMatchObject({
      error: { detail: { file: '/nowhere/Foyer/foyer.db' } },
    });
  });

  it('is not opened by another key', async () => {
    const dir = await office();
    await report(dir);
    const env = { FOYER_DB_KEY: 'ab'.repeat(32) };
    const outcome = await foyer(dir, ['people', 'list', ...DB], { env });
    expect(outcome.code).toBe(2);
    expect(outcome.json()).toMatchObject({ error: { code: 'DB_KEY' } });
    writeFileSync(`${dir}/short.key`, 'abc', { mode: 0o600 });
    const short = await foyer(dir, ['people', 'list', '--key-file', 'short.key', ...DB]);
    expect(short.json()).toMatchObject({ error: { code: 'KEY_INVALID' } });
  });

  it('with its key elsewhere says how to pass one', async () => {
    const dir = await office();
    const env = { FOYER_DB_KEY: 'ab'.repeat(32) };
    expect((await foyer(dir, IMPORT, { env })).code).toBe(0);
    expect(readdirSync(`${dir}/data`)).not.toContain('foyer.key');
    const outcome = await foyer(dir, ['people', 'list', ...DB]);
    expect(outcome.json()).toMatchObject({
      error: { code: 'KEY_MISSING', message: expect.stringContaining('--key-file') },
    });
  });

  it('with a flipped byte fails the check with exit 1, and whole passes', async () => {
    const dir = await office();
    await report(dir);
    expect(await foyer(dir, ['db', 'check', ...DB])).toMatchObject({ code: 0 });
    const file = `${dir}/data/foyer.db`;
    const bytes = readFileSync(file);
    bytes[bytes.length - 3000]! ^= 0x10;
    writeFileSync(file, bytes);
    const damaged = await foyer(dir, ['db', 'check', ...DB]);
    expect(damaged.code).toBe(1);
    expect(damaged.json()).toMatchObject({ ok: false, findings: [{ where: 'pages' }] });
  });

  it('that is a folder is refused', async () => {
    const dir = await office();
    const outcome = await foyer(dir, ['people', 'list', '--db', 'photos', '--json']);
    expect(outcome.json()).toMatchObject({ error: { code: 'FILE_UNREADABLE' } });
  });
});
