import { describe, expect, it } from 'vitest';
import { PAGE, createPeopleStore } from './people';
import { fakeClient, settle } from './testing/fakeClient';
import { personRow } from './testing/rows';

const everyone = Array.from({ length: 250 }, (_, i) => personRow(i));

function gallery() {
  return fakeClient({
    'people.list': ({ search = '', offset = 0, limit = 100 }) => {
      const match = everyone.filter(({ name }) => name.includes(search));
      return { total: match.length, people: match.slice(offset, offset + limit) };
    },
  });
}

describe('the list of people', () => {
  it('reads only the pages that come into sight, each once', async () => {
    const { client, calls } = gallery();
    const { getState } = createPeopleStore(client);
    await getState().reload();
    expect(getState()).toMatchObject({ status: 'ready', total: 250 });
    getState().show(190, 205);
    getState().show(191, 206);
    await settle();
    expect(calls.map(({ input }) => (input as { offset: number }).offset)).toEqual([0, PAGE, 200]);
    expect(getState().rows.get(204)?.name).toBe('Person 204');
  });

  it('shows the answer to the last search, whichever comes first', async () => {
    let release: () => void = () => {};
    const slow = new Promise<void>((resolve) => (release = resolve));
    const { client } = fakeClient({
      'people.list': async ({ search }) => {
        if (search === 'slow') await slow;
        return { total: 1, people: [personRow(1, { name: search || 'all' })] };
      },
    });
    const { getState } = createPeopleStore(client, 0);
    getState().setSearch('slow');
    await settle();
    await settle();
    getState().setSearch('quick');
    await settle();
    await settle();
    release();
    await settle();
    expect(getState().rows.get(0)?.name).toBe('quick');
  });

  it('asks once for a word that is typed letter by letter', async () => {
    const { client, calls } = gallery();
    const { getState } = createPeopleStore(client, 5);
    for (const typed of ['P', 'Pe', 'Person 7']) getState().setSearch(typed);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(calls).toHaveLength(1);
    expect(getState().total).toBe(11);
  });

  it('reads again when somebody changed, and drops rows that are gone', async () => {
    let people = [personRow(1), personRow(2)];
    const { client, tell } = fakeClient({
      'people.list': () => ({ total: people.length, people }),
    });
    const { getState } = createPeopleStore(client);
    await getState().reload();
    people = [personRow(2)];
    tell({ name: 'people.changed', payload: { id: personRow(1).id } });
    await settle();
    expect([...getState().rows.values()].map(({ name }) => name)).toEqual(['Person 2']);
  });

  it('keeps the fault of a list that is not readable', async () => {
    const { getState } = createPeopleStore(fakeClient({}).client);
    await getState().reload();
    expect(getState()).toMatchObject({ status: 'failed', fault: { code: 'UNKNOWN_CALL' } });
  });
});
