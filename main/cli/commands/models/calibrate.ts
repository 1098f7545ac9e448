import type { Command } from 'commander';
import { cacheDir } from '../../../dataDir';
import { type CalibrationPerson, calibrate, defaultPlan } from '../../../engine/evaluate/calibrate';
import { embedFiles } from '../../../engine/evaluate/embedFiles';
import { openFaceCache } from '../../../engine/evaluate/faceCache';
import { visionFingerprint } from '../../../engine/evaluate/fingerprint';
import { peopleByFolder } from '../../../engine/evaluate/identification';
import { saveCalibration } from '../../../engine/models/saveCalibration';
import { usage } from '../../context';
import type { Attach } from '../../run';
import { imageFiles } from '../../walk';

/** `models calibrate`: measures what a similarity means and writes it into the manifest. */
export function addCalibrate(models: Command, attach: Attach): void {
  const command = models
    .command('calibrate')
    .description(
      'measure the score distributions of the embedder in use, or named by --with; a folder a person',
    )
    .requiredOption('--images <dir>', 'folder with a folder of images for each person')
    .requiredOption('--source <name>', "the data set's name, kept with the figures")
    .option('--date <yyyy-mm-dd>', 'kept with the figures', new Date().toISOString().slice(0, 10))
    .option('--save', 'write the result into the manifest');
  attach<{ images: string; source: string; date: string; save?: boolean }>(
    command,
    async (context, _, { images, source, date, save }) => {
      const dir = context.path(images);
      const files = await imageFiles(dir);
      if (files.length === 0) throw usage(`${images}: no images`);
      const vision = await context.vision();
      const cache = openFaceCache(cacheDir(context.io.host), await visionFingerprint(vision));
      const progress = context.progress('images', files.length);
      const checkpoint = () => context.checkpoint();
      const work = { vision, images: dir, step: () => progress.step(), checkpoint };
      const { faces } = await embedFiles(files, cache, work).finally(() => progress.done());
      const people: CalibrationPerson[] = peopleByFolder(faces);
      const chosen = context.options.with ? ` --with ${context.options.with.join()}` : '';
      const calibration = calibrate(
        people,
        {
          ...defaultPlan,
          source,
          date,
          command: `foyer models calibrate${chosen} --images DIR --source "${source}" --save`,
        },
        checkpoint,
      );
      const saved = save ? await saveCalibration(context.modelFolders, calibration) : null;
      const { pairs, matedPairs, tail, fmrQuantiles, excluded } = calibration;
      context.answer({ calibration, saved }, () =>
        [
          `${people.length} people, ${pairs} non-mated and ${matedPairs} mated pairs`,
          `left out: ${excluded.pairs.map((pair) => pair.join(' and ')).join('; ') || 'none'}`,
          ...fmrQuantiles.map(([rate, threshold]) => `FMR ${rate}: ${threshold}`),
          `tail above ${tail.u}: xi ${tail.xi}, sigma ${tail.sigma}, misfit ${tail.ks}`,
          saved === null ? 'not saved; --save writes it into the manifest' : `saved in ${saved}`,
        ].join('\n'),
      );
      return 0;
    },
  );
}
