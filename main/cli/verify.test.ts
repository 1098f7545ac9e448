import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { face, foyer, picture, tempDir } from './testing/foyer';

const DB = ['--db', 'db/foyer.db'];

/** Red is 1001 with two photos, blue 1002 with one; beside them pictures to ask about. */
async function enrolled(): Promise<string> {
  const dir = tempDir();
  mkdirSync(`${dir}/photos`);
  await picture(`${dir}/photos/1001.png`, face(255, 0, 0));
  await picture(`${dir}/photos/1001_2.png`, face(220, 0, 0));
  await picture(`${dir}/photos/1002.png`, face(0, 0, 255));
  writeFileSync(`${dir}/people.csv`, 'person_id,name\n1001,Ann Li\n1002,Bo Chen\n');
  const args = ['people', 'import', '--csv', 'people.csv', '--photos', 'photos', ...DB];
  expect((await foyer(dir, args)).code).toBe(0);
  await picture(`${dir}/red.png`, face(200, 0, 0));
  await picture(`${dir}/none.png`);
  return dir;
}

describe('verify --person', () => {
  it('says yes with exit 0, no with exit 1, and how many templates were compared', async () => {
    const dir = await enrolled();
    const same = await foyer(dir, ['verify', 'red.png', '--person', '1001', '--json', ...DB]);
    expect(same.code).toBe(0);
    expect(same.json()).toMatchObject({
      match: true,
      risk: 0.001,
      comparisons: 2,
      person: { personId: '1001', name: 'Ann Li' },
      faces: [{ image: 'red.png' }],
    });
    const other = await foyer(dir, ['verify', 'red.png', '--person', '1002', '--json', ...DB]);
    expect(other.code).toBe(1);
    expect(other.json()).toMatchObject({ match: false, comparisons: 1 });
    const threshold = ({ json }: typeof same) => (json() as { threshold: number }).threshold;
    expect(threshold(same)).toBeGreaterThan(threshold(other)); // two templates are two chances
  });

  it.each([
    ['an ID that nobody has', ['red.png', '--person', '7'], 'UNKNOWN_PERSON_ID'],
    ['a picture without a face', ['none.png', '--person', '1001'], 'NO_FACE'],
    ['a picture that is not there', ['gone.png', '--person', '1001'], 'FILE_UNREADABLE'],
    ['a picture and a person at once', ['red.png', 'red.png', '--person', '1001'], 'BAD_INPUT'],
    ['nothing to compare with', ['red.png'], 'BAD_INPUT'],
  ])('%s is exit 2', async (_what, args, code) => {
    const outcome = await foyer(await enrolled(), ['verify', ...args, '--json', ...DB]);
    expect(outcome.code).toBe(2);
    expect(outcome.json()).toMatchObject({ error: { code } });
  });
});
