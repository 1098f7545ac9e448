import type { Command } from 'commander';
import { Fault } from '../../../preload/contract/faults';
import { Gallery } from '../../engine/match/gallery';
import type { PeopleDeps } from '../../engine/people/deps';
import { listPeople } from '../../engine/people/listPeople';
import { removePerson } from '../../engine/people/removePerson';
import type { Store } from '../../engine/store/store';
import { openDatabase } from '../database';
import { importCommand, type ImportOptions } from '../importCommand';
import { whole } from '../options';
import type { Attach } from '../run';
import { count, table } from '../text';

/** `people import|list|erase`. */
export function addPeople(program: Command, attach: Attach): void {
  const people = program.command('people').description('who is enrolled');
  addImport(people, attach);
  addList(people, attach);
  addErase(people, attach);
}

function addImport(people: Command, attach: Attach): void {
  const command = people
    .command('import')
    .description('enrol a table of people from photos; run again, it adds only what is new')
    .requiredOption('--csv <file>', 'columns person_id, name, and if there group and photo')
    .option(
      '--photos <dir>',
      "folder of the photos (default: the table's); found by ID where no photo is named",
    )
    .option('--dry-run', 'look at everything, write nothing')
    .option('--allow-duplicates', 'take a face that is enrolled under another ID as well')
    .option('--report <file>', 'write the outcome of every row as CSV');
  attach<ImportOptions>(command, (context, _, options) => importCommand(context, options));
}

function addList(people: Command, attach: Attach): void {
  const command = people
    .command('list')
    .description('people in the order of their names')
    .option('--search <text>', 'any part of ID, name or group', '')
    .option('--limit <n>', 'at most so many', whole(1, 1_000_000), 1_000_000)
    .option('--offset <n>', 'leave out the first', whole(0, 100_000_000), 0);
  attach<{ search: string; limit: number; offset: number }>(
    command,
    async (context, _, options) => {
      const store = openDatabase(context, { readonly: true });
      const { total, people: rows } = listPeople({ store }, options);
      const list = rows.map(({ thumbnail: _thumbnail, ...row }) => row);
      context.answer({ total, people: list }, () =>
        [
          table(
            ['ID', 'name', 'group', 'templates', 'best quality', 'enrolled', 'last seen'],
            list.map((row) => [
              row.personId,
              row.name,
              row.group,
              row.templates,
              row.bestQuality === null ? null : Math.round(row.bestQuality),
              day(row.createdAt),
              row.lastSeenAt === null ? '' : day(row.lastSeenAt),
            ]),
          ),
          list.length < total
            ? `${list.length} of ${count(total, 'person', 'people')}`
            : count(total, 'person', 'people'),
        ].join('\n'),
      );
      return Promise.resolve(0);
    },
  );
}

function addErase(people: Command, attach: Attach): void {
  const command = people
    .command('erase')
    .description('erase a person with all templates and pictures; log rows stay, of nobody')
    .argument('<person_id...>', "the organisation's IDs, exactly");
  attach(command, async (context, ids) => {
    const store = openDatabase(context, { readonly: false });
    const found = ids.map((personId) => requireByPersonId(store, personId));
    const deps: PeopleDeps = {
      store,
      // No search follows in this process.
      gallery: new Gallery(1),
      clock: { now: () => Date.now() },
      actor: 'cli',
    };
    const erased = found.map(({ id, personId, name }) => {
      const { templates } = removePerson(deps, { id });
      return { personId, name, templates };
    });
    context.answer({ erased }, () =>
      erased
        .map((e) => `${e.personId} ${e.name}: erased with ${count(e.templates, 'template')}`)
        .join('\n'),
    );
    return Promise.resolve(0);
  });
}

function requireByPersonId(store: Store, personId: string) {
  const person = store.people.byPersonId(personId);
  if (person) return { ...person, personId };
  throw new Fault('NOT_FOUND', `nobody has the ID ${personId}`, { personId });
}

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
