import type { Command } from 'commander';
import { Fault, toFaultData, type FaultData } from '../../../../preload/contract/faults';
import { filesOf, readVerified } from '../../../engine/vision/manifest';
import type { Attach } from '../../run';
import { table } from '../../text';
import { verifyProviders } from './providers';

/** `models verify`: re-checks every file, then loads the models that are in use. */
export function addModelVerify(models: Command, attach: Attach): void {
  attach(
    models
      .command('verify')
      .description('re-check every hash, then load the default models; exit 1 on failure')
      .option('--providers', 'instead: compare and time every provider against the CPU'),
    async (context, _, { providers }: { providers?: boolean }) => {
      if (providers) return verifyProviders(context);
      const { manifest, folderOf } = await context.models();
      const checks: { file: string; id: string; ok: boolean; error?: FaultData }[] = [];
      const listed = manifest.models.flatMap((entry) =>
        filesOf(entry).map((part) => ({ id: entry.id, part })),
      );
      for (const { id, part } of listed) {
        context.checkpoint();
        const { file, bytes } = part;
        try {
          const { length } = await readVerified(folderOf(id), part);
          if (length !== bytes) {
            const message = `${file} has ${length} bytes, the manifest says ${bytes}`;
            throw new Fault('MODEL_INVALID', message);
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
