import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { removeModel } from '../../../engine/models/removeModel';
import { useModel } from '../../../engine/models/useModel';
import { toFaultData } from '../../../../preload/contract/faults';
import { embedderIdOf } from '../../../engine/vision/manifest';
import type { Context } from '../../context';
import { openDatabase } from '../../database';
import type { Attach } from '../../run';
import { count } from '../../text';

/** `models use ID` and `models remove ID`. */
export function addModelUse(models: Command, attach: Attach): void {
  const use = models
    .command('use')
    .description("make a model its role's default, from the engine's next start on")
    .argument('<id>');
  attach(use, async (context, [id]) => {
    const done = await useModel(context.modelFolders, id!, async (prefer) => {
      const vision = await context.openVision({ ...context.modelFolders, prefer });
      await vision.close();
    });
    const templates = done.role === 'embedder' ? await templatesOf(context, id!) : null;
    context.answer({ ...done, templates, restart: done.before !== done.id }, () =>
      [
        done.before === done.id
          ? `${done.id} is the ${done.role} already.`
          : `${done.role}: ${done.id} in place of ${done.before}, from the engine's next start on.`,
        ...(templates === null ? [] : [templatesText(templates)]),
      ].join('\n'),
    );
    return 0;
  });

  const remove = models
    .command('remove')
    .description("take a model off the station's own list and delete its file")
    .argument('<id>');
  attach(remove, async (context, [id]) => {
    const { manifest } = await context.models();
    const isEmbedder = manifest.models.some((m) => m.id === id && m.role === 'embedder');
    const templates = isEmbedder ? await templatesOf(context, id!) : null;
    const files = await removeModel(context.modelFolders, id!);
    context.answer({ id, files, templates }, () =>
      [
        `${id} is removed (${files.join(', ')}).`,
        ...(templates !== null && 'own' in templates && templates.own > 0
          ? [`${count(templates.own, 'template')} made by it match nothing now.`]
          : []),
      ].join('\n'),
    );
    return 0;
  });
}

/** Active templates made by a model, by others, and people who have none of the model's; or why not known. */
type Templates = { own: number; others: number; peopleWithout: number } | { unknown: string };

async function templatesOf(context: Context, id: string): Promise<Templates | null> {
  if (!existsSync(context.databasePath)) return null;
  const { manifest } = await context.models();
  const entry = manifest.models.find((model) => model.id === id);
  if (entry?.role !== 'embedder') return null;
  try {
    return openDatabase(context, { readonly: true }).templates.byModel(embedderIdOf(entry));
  } catch (error) {
    // Another's key, or a keychain's, is no reason not to choose a model.
    return { unknown: toFaultData(error).message };
  }
}

function templatesText(templates: Templates): string {
  if ('unknown' in templates)
    return `How many templates were made by other models is not known: ${templates.unknown}`;
  const { own, others, peopleWithout } = templates;
  if (others === 0) return `All ${count(own, 'template')} were made by it.`;
  return (
    `${count(others, 'template')} were made by other models and match nothing while it is in use; ` +
    `${count(peopleWithout, 'person has', 'people have')} none of its own and will not be known ` +
    'until enrolled again (people import does it from photographs).'
  );
}
