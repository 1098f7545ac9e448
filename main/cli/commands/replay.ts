import type { Command } from 'commander';
import { clipFrames, isFolder } from '../../engine/evaluate/frameSource';
import { createObserver } from '../../engine/evaluate/observer';
import { replay, type Replay } from '../../engine/evaluate/replay';
import { Gallery } from '../../engine/match/gallery';
import { siteAtRest } from '../../engine/match/site';
import { workingPoint } from '../../engine/match/workingPoint';
import { loadSettings } from '../../engine/settings/loadSettings';
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
    .option('--fps <n>', 'frames a second of the clip', whole(1, 1000), 30);
  attach<{ fps: number }>(command, async (context, [video = ''], { fps }) => {
    const path = context.path(video);
    const images = (await isFolder(path)) ? await imageFiles(path) : null;
    if (images?.length === 0) throw usage(`${video}: no images`);
    const store = openDatabase(context, { readonly: true });
    const { settings } = loadSettings({ store });
    const vision = await context.vision();
    const { embedderId, dimension } = vision;
    const gallery = Gallery.from(dimension, store.templates.loadActive(embedderId, dimension));
    context.onClose(() => gallery.close());
    const { threshold } = workingPoint(
      settings,
      siteAtRest(gallery, await calibrationOf(context)),
      {
        ...gallery.searched,
        frames: settings.agreement,
      },
    );
    const label = (id: string) => store.people.label(id);
    const pipeline = createObserver({ vision, gallery, settings, threshold, label });
    const checkpoint = () => context.checkpoint();
    const report = await replay(pipeline, clipFrames(path, images), { fps, checkpoint });
    context.answer(report, () => text(report));
    return report.tracks.some(({ outcome }) => outcome === 'known') ? 0 : 1;
  });
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
