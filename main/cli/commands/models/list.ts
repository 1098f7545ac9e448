import type { Command } from 'commander';
import { termsOf } from '../../../engine/models/licence';
import type { Attach } from '../../run';
import { table } from '../../text';

/** `models list`: what models there are, where each is from, and which are in use. */
export function addModelList(models: Command, attach: Attach): void {
  attach(
    models
      .command('list')
      .description('role, family, origin and licence of each; which are in use'),
    async (context) => {
      const { manifest, originOf, folderOf } = await context.models();
      const list = manifest.models.map((entry) => {
        const { id, role, family, title, file, bytes, sha256, licence } = entry;
        return {
          id,
          role,
          family,
          title,
          file,
          bytes,
          sha256,
          licence,
          terms: termsOf(licence),
          origin: originOf(id),
          folder: folderOf(id),
          default: manifest.defaults[role] === id,
          /** Whether a threshold follows from a risk; only embedders need it. */
          calibrated: entry.role === 'embedder' ? entry.calibration !== undefined : null,
        };
      });
      context.answer(list, () =>
        table(
          ['role', 'id', 'in use', 'from', 'family', 'bytes', 'licence', 'calibrated', 'sha256'],
          list.map((m) => [
            m.role,
            m.id,
            m.default ? 'yes' : 'no',
            m.origin === 'user' ? 'this station' : 'Foyer',
            m.family,
            m.bytes,
            m.terms === 'free' ? m.licence : `${m.licence} (${m.terms})`,
            m.calibrated === null ? '-' : m.calibrated ? 'yes' : 'no',
            `${m.sha256.slice(0, 16)}...`,
          ]),
        ),
      );
      return 0;
    },
  );
}
