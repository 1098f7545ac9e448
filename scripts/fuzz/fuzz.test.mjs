import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeImage } from '../../main/engine/vision/decodeImage';
import { readImageHeader } from '../../main/engine/vision/imageHeader';
import { Fault } from '../../preload/contract/faults';
import { mutant, mutations, numbers, repairPng } from './mutate.mjs';
import { makeOriginals } from './originals.mjs';
import { parts } from './parts.mjs';
import { createTally, slope } from './tally.mjs';
import { watchChild } from './watch.mjs';

const dir = mkdtempSync(path.join(tmpdir(), 'foyer-fuzz-'));
let originals = [];
beforeAll(async () => {
  originals = await makeOriginals();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('the originals', () => {
  it('are 20 pictures of every format, which all decode', async () => {
    expect(originals).toHaveLength(20);
    const formats = originals.map(({ bytes }) => readImageHeader(bytes)?.format);
    expect(new Set(formats)).toEqual(new Set(['jpeg', 'png', 'webp']));
    for (const { name, bytes } of originals) {
      expect((await decodeImage(bytes, name)).width).toBeGreaterThan(90);
    }
    const progressive = originals.find(({ name }) => name.includes('progressive'));
    expect(progressive.bytes.includes(Buffer.from([0xff, 0xc2]))).toBe(true);
  });

  it('are walked part by part to their end', () => {
    for (const { bytes } of originals) {
      const list = parts(bytes);
      expect(list[0].start).toBeGreaterThan(0); // behind the signature: a part was found
      expect(list.every(({ start }, at) => at === 0 || start === list[at - 1].end)).toBe(true);
      expect(bytes.length - list.at(-1).end).toBeLessThan(3); // a JPEG ends with a bare marker
    }
  });
});

describe('mutants', () => {
  it('follow from seed and index alone', () => {
    const made = (seed, index) => mutant(originals, seed, index).bytes.toString('base64');
    expect(made(1, 3)).toBe(made(1, 3));
    expect(made(1, 3)).not.toBe(made(2, 3));
  });

  it.each(Object.keys(mutations))('%s changes most originals', (kind) => {
    const changed = originals.filter(({ bytes }, at) => {
      const after = mutations[kind](Buffer.from(bytes), numbers(at));
      return !bytes.equals(after);
    });
    expect(changed.length).toBeGreaterThan(14);
  });

  it('of a PNG can have right checksums again', () => {
    const { bytes } = originals.find(({ name }) => name === 'drawn.png');
    const broken = Buffer.from(bytes);
    broken.fill(0, 29, 33);
    expect(repairPng(broken).equals(bytes)).toBe(true);
  });

  it('can be made of what is left of a mutant, down to nothing', () => {
    for (const { bytes } of originals) {
      for (let length = 1; length < 40; length++) {
        for (const kind of Object.keys(mutations)) {
          const cut = Buffer.from(bytes.subarray(0, length));
          expect(repairPng(Buffer.from(mutations[kind](cut, numbers(length)))).length).toBeLessThan(
            200,
          );
        }
      }
    }
  });

  it('are decoded or refused with a fault', { timeout: 60_000 }, async () => {
    const outcomes = { decoded: 0, refused: 0 };
    for (let index = 0; index < 200; index++) {
      const { name, kinds, bytes } = mutant(originals, 7, index);
      const outcome = await decodeImage(bytes, name).catch((error) => error);
      const refused = outcome instanceof Fault;
      if (!refused && outcome.data?.length !== outcome.width * outcome.height * 4) {
        throw new Error(`${name} ${kinds.join()}`, { cause: outcome });
      }
      outcomes[refused ? 'refused' : 'decoded'] += 1;
    }
    expect(Math.min(outcomes.decoded, outcomes.refused)).toBeGreaterThan(20);
  });
});

describe('the watch', () => {
  it('tells an answer from a death and from a hang, and goes on with a new child', async () => {
    const file = path.join(dir, 'child.mjs');
    writeFileSync(
      file,
      `process.on('message', ({ job }) => {
         if (job === 'die') { process.stderr.write('last words'); process.kill(process.pid, 'SIGSEGV'); }
         else if (job === 'hang') for (;;);
         else process.send({ answer: job });
       });
       process.send({ ready: true });`,
    );
    const child = watchChild({ file, limitMs: 1500 });
    try {
      expect(await child.give({ job: 1 })).toEqual({ answer: 1 });
      expect(await child.give({ job: 'die' })).toMatchObject({ end: 'signal SIGSEGV' });
      expect(await child.give({ job: 2 })).toEqual({ answer: 2 });
      expect(await child.give({ job: 'hang' })).toMatchObject({ end: 'over 1500 ms' });
      expect(await child.give({ job: 3 })).toEqual({ answer: 3 });
    } finally {
      await child.close();
    }
  });

  it('says so when the child cannot start', async () => {
    const child = watchChild({ file: path.join(dir, 'none.mjs'), limitMs: 1000 });
    await expect(child.give({})).rejects.toThrow('did not start');
  });
});

describe('the tally', () => {
  const made = { name: 'a', kinds: ['truncate'] };
  const fine = (rssMb) => ({
    outcome: 'decoded',
    what: '',
    faces: 0,
    ms: 1,
    cpuMs: 1,
    rss: rssMb * 1048576,
  });

  it('is well when every mutant was decoded or refused and memory is level', () => {
    const tally = createTally();
    for (let i = 0; i < 100; i++) tally.add(i * 20, made, fine(300 + (i % 3)));
    tally.add(2000, made, { ...fine(300), outcome: 'refused', what: 'IMAGE_UNREADABLE' });
    expect(tally.verdict()).toMatchObject({
      ok: true,
      counts: { decoded: 100, refused: 1 },
      refusedAs: { IMAGE_UNREADABLE: 1 },
    });
  });

  it('is not when memory grows by a picture a mutant', () => {
    const tally = createTally();
    for (let i = 0; i < 100; i++) tally.add(i * 20, made, fine(300 + i * 20 * 0.1));
    expect(tally.verdict()).toMatchObject({
      ok: false,
      memory: { secondHalfMbPer1000: expect.closeTo(100) },
    });
  });

  it.each([
    [{ outcome: 'broken', what: 'TypeError' }, 'broken'],
    [{ end: 'over 5000 ms' }, 'hung'],
    [{ end: 'signal SIGSEGV' }, 'died'],
  ])('is not after %o', (reply, outcome) => {
    const tally = createTally();
    expect(tally.add(0, made, fine(300))).toBe(false);
    expect(tally.add(1, made, reply)).toBe(true);
    expect(tally.verdict()).toMatchObject({ ok: false, failures: [{ index: 1, outcome }] });
  });

  it('finds the slope of a line', () => {
    expect(
      slope([
        [0, 1],
        [1, 3],
        [2, 5],
      ]),
    ).toBe(2);
    expect(slope([[4, 4]])).toBe(0);
  });
});
