import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import { degradations } from '../../engine/evaluate/degrade';
import { clipFrames, isFolder } from '../../engine/evaluate/frameSource';
import { createObserver } from '../../engine/evaluate/observer';
import { createRecording } from '../../engine/evaluate/recording';
import { replay, type Replay } from '../../engine/evaluate/replay';
import { OVERWHELMING } from '../../engine/match/decide';
import { Gallery } from '../../engine/match/gallery';
import { siteAtRest } from '../../engine/match/site';
import { workingPoint } from '../../engine/match/workingPoint';
import { loadSettings } from '../../engine/settings/loadSettings';
import type { RgbaImage } from '../../engine/vision/types';
import { usage } from '../context';
import { openDatabase } from '../database';
import { whole } from '../options';
import { calibrationOf } from '../riskModel';
import type { Attach } from '../run';
import { fixed, table } from '../text';
import { imageFiles } from '../walk';

/** `replay VIDEO`: what the station would have said of a clip, track by track, and why. */
export function addReplay(program: Command, attach: Attach): void {
  const command = program
    .command('replay')
    .description(
      "a clip through the station's pipeline, nothing recorded; exit 1 when nobody is known",
    )
    .argument('<video>', 'a .mjpeg file or a folder of frames')
    .option('--fps <n>', 'frames a second of the clip', whole(1, 1000), 30)
    .addOption(
      new Option('--degrade <name>', 'make every frame worse first').choices(
        Object.keys(degradations),
      ),
    )
    .option('--record <file>', 'write down what every step was judged on: numbers, no pictures');
  attach<Options>(command, async (context, [video = ''], { fps, degrade, record }) => {
    const path = context.path(video);
    const images = (await isFolder(path)) ? await imageFiles(path) : null;
    if (images?.length === 0) throw usage(`${video}: no images`);
    const store = openDatabase(context, { readonly: true });
    const { settings } = loadSettings({ store });
    const vision = await context.vision();
    const { embedderId, dimension } = vision;
    const gallery = Gallery.from(dimension, store.templates.active(embedderId, dimension));
    context.onClose(() => gallery.close());
    const site = siteAtRest(gallery, await calibrationOf(context));
    const searched = { ...gallery.searched, frames: settings.agreement };
    const { threshold } = workingPoint(settings, site, searched);
    const certain = site.risk().thresholdFor(settings.risk / OVERWHELMING, searched);
    const label = (id: string) => store.people.label(id);
    const recording = createRecording(basename(path));
    const { judged } = recording;
    const pipeline = createObserver({
      vision,
      gallery,
      settings,
      threshold,
      certain,
      judged,
      bar: (personId) => site.bar(personId, threshold),
      label,
    });
    const checkpoint = () => context.checkpoint();
    const worse = degradations[degrade ?? 'plain'];
    const frames = clipFrames(path, images);
    const shown = worse ? changed(frames, worse) : frames;
    const report = await replay(pipeline, shown, { fps, checkpoint });
    const recorded = recording.report();
    if (record !== undefined && recorded !== null) {
      await writeFile(context.path(record), `${JSON.stringify(recorded, null, 1)}\n`);
    }
    context.answer(report, () => text(report));
    return report.tracks.some(({ outcome }) => outcome === 'known') ? 0 : 1;
  });
}

interface Options {
  fps: number;
  degrade?: string;
  record?: string;
}

async function* changed(
  frames: AsyncIterable<RgbaImage>,
  change: (image: RgbaImage) => RgbaImage,
): AsyncGenerator<RgbaImage> {
  for await (const frame of frames) yield change(frame);
}

function text({ tracks }: Replay): string {
  return table(
    ['track', 'at s', 'says', 'person', 'similarity', 'next best', 'live', 'width px'],
    tracks.flatMap(({ trackId, turns, faceWidthPx }) =>
      turns.map((turn, n) => [
        n === 0 ? trackId : '',
        fixed(turn.atMs / 1000, 2),
        turn.reason === null ? turn.outcome : `${turn.outcome} (${turn.reason})`,
        turn.personId ?? '',
        fixed(turn.similarity),
        fixed(turn.secondBest),
        fixed(turn.liveness),
        n === 0 ? Math.round(faceWidthPx) : '',
      ]),
    ),
  );
}
