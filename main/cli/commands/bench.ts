import type { Command } from 'commander';
import { benchPipeline, RunClock, WARM_UP } from '../../engine/evaluate/benchPipeline';
import { benchSearch } from '../../engine/evaluate/benchSearch';
import { clipFrames, isFolder } from '../../engine/evaluate/frameSource';
import { usage } from '../context';
import { machine } from '../machine';
import { whole } from '../options';
import type { Attach } from '../run';
import { fixed, percent, record, table } from '../text';
import { imageFiles } from '../walk';
import { addGalleryBench } from './benchGallery';
import { addImportBench } from './benchImport';

/** `bench search|gallery|pipeline|import`: how fast this machine is. */
export function addBench(program: Command, attach: Attach): void {
  const bench = program.command('bench').description('measure speed on this machine');
  addSearch(bench, attach);
  addGalleryBench(bench, attach);
  addPipeline(bench, attach);
  addImportBench(bench, attach);
}

function addSearch(bench: Command, attach: Attach): void {
  const command = bench
    .command('search')
    .description('exact 1:N search on random vectors: time, recall, and other ways beside it')
    .option('--n <templates>', 'templates in the gallery', whole(1, 5_000_000), 100_000)
    .option('--dim <numbers>', 'numbers of a template', whole(2, 4096), 512)
    .option('--queries <n>', 'searches', whole(1, 100_000), 50)
    .option('--top <k>', 'people asked for', whole(1, 100), 5)
    .option('--seed <n>', 'of the random vectors', whole(0, 4_294_967_295), 1)
    .option('--usearch <dir>', 'a folder with usearch in its node_modules, to compare with');
  attach<{
    n: number;
    dim: number;
    queries: number;
    top: number;
    seed: number;
    usearch?: string;
  }>(command, async (context, _, { n, dim, queries, top, seed, usearch }) => {
    const folder = usearch === undefined ? undefined : context.path(usearch);
    const plan = { n, dimension: dim, queries, k: top, seed, usearch: folder };
    context.note(`Searching ${n} x ${dim}, ${queries} times ...`);
    const report = {
      ...(await benchSearch(plan, () => context.checkpoint())),
      machine: machine(),
    };
    context.answer(report, () =>
      [
        table(
          ['search', 'p50 ms', 'p95 ms', 'processor, p50 ms', 'recall'],
          Object.entries({ gallery: report, ...report.baselines }).map(([name, t]) => [
            name,
            fixed(t.p50Ms, 1),
            fixed(t.p95Ms, 1),
            fixed(t.cpuP50Ms, 1),
            fixed(t.recall),
          ]),
        ),
        record({
          'filled in': `${fixed(report.load.ms, 0)} ms, the longest add ${fixed(report.load.longestAddMs, 1)} ms`,
          memory: `${fixed(report.memory.bytes / 1e6, 0)} MB, ${fixed(report.memory.ratio, 2)} of the int8 and float32 in it`,
        }),
      ].join('\n\n'),
    );
    return 0;
  });
}

function addPipeline(bench: Command, attach: Attach): void {
  const command = bench
    .command('pipeline')
    .description(
      "the station's pipeline over a clip: time by stage, and our overhead over the models",
    )
    .requiredOption('--video <path>', 'a .mjpeg file or a folder of frames')
    .option('--gallery <n>', 'people in the gallery', whole(1, 1_000_000), 1000)
    .option('--fps <n>', 'frames a second of the clip', whole(1, 1000), 30)
    .option('--frames <n>', 'stop after so many', whole(WARM_UP + 10, 10_000_000));
  attach<{ video: string; gallery: number; fps: number; frames?: number }>(
    command,
    async (context, _, { video, gallery, fps, frames = Infinity }) => {
      const path = context.path(video);
      const images = (await isFolder(path)) ? await imageFiles(path) : null;
      if (images?.length === 0) throw usage(`${video}: no images`);
      const clock = new RunClock();
      const vision = await context.vision(clock.onRun);
      const report = {
        ...(await benchPipeline(
          limited(clipFrames(path, images), frames),
          { vision, clock, gallerySize: gallery, fps },
          () => context.checkpoint(),
        )),
        provider: vision.provider,
        threads: context.options.threads,
        machine: machine(),
      };
      if (report.frames === 0)
        throw usage(`${video}: too short, more than ${WARM_UP} frames are needed`);
      context.answer(report, () => pipelineText(report));
      return 0;
    },
  );
}

async function* limited<T>(items: AsyncIterable<T>, most: number): AsyncGenerator<T> {
  let n = 0;
  for await (const item of items) {
    if (n++ >= most) return;
    yield item;
  }
}

function pipelineText(report: Awaited<ReturnType<typeof benchPipeline>>): string {
  const row = (name: string, t: { p50Ms: number; p95Ms: number }, runs: number | null) => [
    name,
    fixed(t.p50Ms, 2),
    fixed(t.p95Ms, 2),
    runs,
  ];
  return [
    table(
      ['stage', 'p50 ms', 'p95 ms', 'runs'],
      [
        ...Object.entries(report.stages).map(([name, t]) => row(name, t, report.frames)),
        ...Object.entries(report.models).map(([name, t]) =>
          row(`${name} (network alone)`, t, t.runs),
        ),
        row('decoding (not counted)', report.decode, report.frames),
      ],
    ),
    record({
      frames: `${report.frames} of ${report.width} x ${report.height}`,
      'overhead over the models': percent(report.overheadRatio, 1),
      'frames a second': fixed(report.fps, 1),
      'first usable frame to decision': `${report.decisionMs.map((ms) => fixed(ms, 0)).join(', ') || '-'} ms`,
    }),
  ].join('\n\n');
}
