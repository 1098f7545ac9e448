import type { Command } from 'commander';
import { checkDatabase } from '../../engine/store/checkDatabase';
import { existingDatabase } from '../database';
import type { Attach } from '../run';
import { count, record, table } from '../text';

/** `db check`. */
export function addDb(program: Command, attach: Attach): void {
  const db = program.command('db').description('the database file');
  const check = db
    .command('check')
    .description(
      'read every page, reference and the audit chain; exit 1 when something is damaged',
    );
  attach(check, async (context) => {
    const report = checkDatabase(existingDatabase(context));
    context.answer(report, () => {
      const { people = 0, templates = 0, events = 0 } = report.rows;
      return [
        record({
          database: report.file,
          answer: report.ok
            ? 'whole'
            : count(report.findings.length, 'thing is', 'things are') + ' wrong',
          cipher: report.cipher,
          schema: report.version,
          rows: `${people} people, ${templates} templates, ${events} events`,
        }),
        report.ok
          ? ''
          : table(
              ['where', 'what'],
              report.findings.map((f) => [f.where, f.message]),
            ),
      ]
        .filter(Boolean)
        .join('\n\n');
    });
    return Promise.resolve(report.ok ? 0 : 1);
  });
}
