import type { Command } from 'commander';
import { benchGallery } from '../../engine/evaluate/benchGallery';
import { machine } from '../machine';
import { whole } from '../options';
import type { Attach } from '../run';
import { fixed, record } from '../text';

/** `bench gallery`: loading from an encrypted database, changes while searches run, and memory. */
export function addGalleryBench(bench: Command, attach: Attach): void {
  const command = bench
    .command('gallery')
    .description('load a gallery from a database that is thrown away, and change it while searched')
    .option(
      '--n <templates>',
      'templates in the database, four a person',
      whole(1, 5_000_000),
      100_000,
    )
    .option('--dim <numbers>', 'numbers of a template', whole(2, 4096), 512)
    .option('--changes <n>', 'inserted, then replaced, then removed', whole(1, 1_000_000), 10_000)
    .option('--seed <n>', 'of the random vectors', whole(0, 4_294_967_295), 1);
  attach<{ n: number; dim: number; changes: number; seed: number }>(
    command,
    async (context, _, { n, dim, changes, seed }) => {
      context.note(`Filling a database with ${n} x ${dim} ...`);
      const plan = { n, dimension: dim, changes, seed };
      const measured = await benchGallery(plan, () => context.checkpoint());
      const report = { ...measured, machine: machine() };
      const { load, memory } = report;
      const say = ({ longestMs, longestTurnMs, search }: typeof report.inserts) =>
        `the longest ${fixed(longestMs, 1)} ms, the longest turn ${fixed(longestTurnMs, 1)} ms; ` +
        `searches ${fixed(search.p50Ms, 1)} ms (p50), ${fixed(search.p95Ms, 1)} (p95), ${fixed(search.longestMs, 1)} (longest)`;
      const megabytes = (bytes: number) => `${fixed(bytes / 1e6, 0)} MB`;
      context.answer(report, () =>
        record({
          loaded: `${fixed(load.ms, 0)} ms; ${fixed(load.cpuMs, 0)} ms of processor time`,
          inserts: say(report.inserts),
          updates: say(report.updates),
          removals: say(report.removals),
          'memory by account': `${megabytes(memory.accountedBytes)}, ${fixed(memory.accountedRatio, 2)} of the int8 and float32 in it`,
          'the process grew by': `${megabytes(memory.rssBytes)}, ${fixed(memory.rssRatio, 2)}; before garbage collection ${megabytes(memory.rssWithGarbageBytes)}`,
        }),
      );
      return 0;
    },
  );
}
