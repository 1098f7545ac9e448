import type { Command } from 'commander';
import { readCatalogue } from '../../../engine/models/catalogue';
import { getModel } from '../../../engine/models/getModel';
import { termsOf } from '../../../engine/models/licence';
import type { Attach } from '../../run';
import { table } from '../../text';
import { addDeps, answerAdded } from './add';

/** `models get [NAME]`: downloads a catalogued model; without a name, what there is to get. */
export function addModelGet(models: Command, attach: Attach): void {
  const command = models
    .command('get')
    .description('download a model of the catalogue and add it; without a name, list the catalogue')
    .argument('[name]', 'a name from the catalogue');
  attach(command, async (context, [name]) => {
    const items = await readCatalogue(context.modelsDir);
    const { manifest } = await context.models();
    const known = manifest.models.map(({ id }) => id);
    if (name === undefined) {
      const offered = items.map(({ name: each, about, url, entry }) => {
        const { id, role, bytes, sha256, licence } = entry;
        const terms = termsOf(licence);
        const there = known.includes(id);
        return { name: each, id, role, bytes, licence, terms, there, about, url, sha256 };
      });
      context.answer(offered, () =>
        table(
          ['name', 'role', 'bytes', 'licence', 'here', 'what'],
          offered.map((o) => [o.name, o.role, o.bytes, o.licence, o.there ? 'yes' : 'no', o.about]),
        ),
      );
      return 0;
    }
    const total = items.find((item) => item.name === name || item.entry.id === name)?.entry.bytes;
    const progress = context.progress(`${name}, bytes`, total ?? 0);
    let begun = false;
    const step = (bytes: number) => {
      begun = true;
      progress.step(bytes);
    };
    const { env } = context.io.host;
    const how = { env, progress: step, signal: context.io.signal, known };
    const added = await getModel(name, addDeps(context), how).finally(
      () => begun && progress.done(),
    );
    answerAdded(context, added);
    return 0;
  });
}
