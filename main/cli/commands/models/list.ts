import type { Command } from 'commander';
import { loadManifest } from '../../../engine/vision/manifest';
import type { Attach } from '../../run';
import { table } from '../../text';

/** `models list`: what models there are. */
export function addModelList(models: Command, attach: Attach): void {
  attach(
    models.command('list').description('role, family, licence and hash of each'),
    async (context) => {
      const { defaults, models: entries } = await loadManifest(context.modelsDir);
      const list = entries.map(({ id, role, family, title, file, bytes, sha256, licence }) => {
        const isDefault = defaults[role] === id;
        return { id, role, family, title, file, bytes, sha256, licence, default: isDefault };
      });
      context.answer(list, () =>
        table(
          ['role', 'id', 'default', 'family', 'bytes', 'licence', 'sha256'],
          list.map((m) => [
            m.role,
            m.id,
            m.default ? 'yes' : 'no',
            m.family,
            m.bytes,
            m.licence,
            `${m.sha256.slice(0, 16)}...`,
          ]),
        ),
      );
      return 0;
    },
  );
}
