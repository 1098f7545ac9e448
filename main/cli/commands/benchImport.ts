import type { Command } from 'commander';
import { benchImport } from '../../engine/evaluate/benchImport';
import { RunClock } from '../../engine/evaluate/benchPipeline';
import { usage } from '../context';
import { machine } from '../machine';
import { whole } from '../options';
import type { Attach } from '../run';
import { fixed, record } from '../text';
import { imageFiles } from '../walk';

/** `bench import`: photos enrolled a second, and how much of that the networks alone would allow. */
export function addImportBench(bench: Command, attach: Attach): void {
  const command = bench
    .command('import')
    .description('enrol a folder of photos into a database that is thrown away')
    .requiredOption('--images <dir>', 'photos, one face each')
    .option('--count <n>', 'photos, evenly spaced over the folder', whole(100, 10_000_000));
  attach<{ images: string; count?: number }>(command, async (context, _, { images, count }) => {
    const dir = context.path(images);
    const all = await imageFiles(dir);
    const photos = spaced(all, count ?? all.length).map((file) => `${dir}/${file}`);
    if (photos.length < 100) throw usage(`${images}: at least 100 photos are needed`);
    const clock = new RunClock();
    const vision = await context.vision(clock.onRun);
    const progress = context.progress('photos', photos.length);
    const measured = await benchImport(photos, { vision, clock }, () => {
      context.checkpoint();
      progress.step();
    }).finally(() => progress.done());
    const { provider } = vision;
    const report = { ...measured, provider, threads: context.options.threads, machine: machine() };
    context.answer(report, () =>
      record({
        photos: Object.entries(report.outcomes)
          .map(([status, n]) => `${n} ${status}`)
          .join(', '),
        'photos a second': fixed(report.rate, 1),
        'the networks alone': fixed(report.bareRate, 1),
        ratio: fixed(report.ratio, 2),
        'processor time a photo': `${fixed(report.cpuMsPerPhoto, 1)} ms`,
        memory: `${fixed(report.startRssMb, 0)} MB before, ${fixed(report.peakRssMb, 0)} MB at most`,
      }),
    );
    return 0;
  });
}

function spaced(files: readonly string[], count: number): string[] {
  const wanted = Math.min(count, files.length);
  return Array.from(
    { length: wanted },
    (_, at) => files[Math.floor((at * files.length) / wanted)]!,
  );
}
