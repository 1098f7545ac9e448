import type { Command } from 'commander';
import { Fault, toFaultData, type FaultData } from '../../../preload/contract/faults';
import { loadManifest, readVerified } from '../../engine/vision/manifest';
import type { Attach } from '../run';
import { table } from '../text';
import { addCalibrate } from './calibrate';

/** `models list`, `models verify` and `models calibrate`. */
export function addModels(program: Command, attach: Attach): void {
  const models = program.command('models').description('the models at hand');
  addCalibrate(models, attach);

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

  attach(
    models
      .command('verify')
      .description('re-check every hash, then load the default models; exit 1 on failure'),
    async (context) => {
      const { models: entries } = await loadManifest(context.modelsDir);
      const checks: { file: string; id: string; ok: boolean; error?: FaultData }[] = [];
      for (const entry of entries) {
        context.checkpoint();
        const { id, file } = entry;
        try {
          const { length } = await readVerified(context.modelsDir, entry);
          if (length !== entry.bytes) {
            throw new Fault(
              'MODEL_INVALID',
              `${file} has ${length} bytes, the manifest says ${entry.bytes}`,
            );
          }
          checks.push({ id, file, ok: true });
        } catch (error) {
          checks.push({ id, file, ok: false, error: toFaultData(error) });
        }
      }
      const hashed = checks.every(({ ok }) => ok);
      // Loading says more than a hash: the runtime takes them and inputs and outputs are as listed.
      const loaded = hashed
        ? await context.vision().then(
            ({ provider }) => ({ ok: true, provider }),
            (error: unknown) => ({ ok: false, error: toFaultData(error) }),
          )
        : null;
      const ok = hashed && loaded?.ok === true;
      context.answer({ ok, models: checks, loaded }, () =>
        [
          table(
            ['model', 'file', 'hash'],
            checks.map((c) => [
              c.id,
              c.file,
              c.ok ? 'right' : `${c.error?.code}: ${c.error?.message}`,
            ]),
          ),
          loaded &&
            ('error' in loaded
              ? `Loading failed: ${loaded.error.message}`
              : `All load and run on: ${loaded.provider}`),
        ]
          .filter(Boolean)
          .join('\n'),
      );
      return ok ? 0 : 1;
    },
  );
}
