import type { Command } from 'commander';
import { evaluateDetection } from '../../engine/evaluate/detection';
import { embedFiles } from '../../engine/evaluate/embedFiles';
import { defaultPlan } from '../../engine/evaluate/calibrate';
import { evaluateIdentification, peopleByFolder } from '../../engine/evaluate/identification';
import { evaluateOnUnseen } from '../../engine/evaluate/identificationSplit';
import { readBoxes, readDoubles, readLabels, readPairs } from '../../engine/evaluate/lists';
import { evaluateLiveness } from '../../engine/evaluate/liveness';
import { evaluateQuality, spaced } from '../../engine/evaluate/quality';
import { evaluateVerification, imagesOf } from '../../engine/evaluate/verification';
import { defaultModel } from '../../engine/vision/manifest';
import { usage } from '../context';
import { cached, faceCache, withWork, type Cached } from '../evaluateWork';
import { detectionText, identificationText, livenessText, verificationText } from '../evaluateText';
import { list, rate, whole } from '../options';
import { qualityText } from '../qualityText';
import { riskModel } from '../riskModel';
import type { Attach } from '../run';
import { imageFiles } from '../walk';
import { addDecision } from './evaluateDecision';

/** `evaluate verification|identification|detection|liveness|quality|decision`: what the models do on labelled data. */
export function addEvaluate(program: Command, attach: Attach): void {
  const evaluate = program.command('evaluate').description('measure the models on labelled data');
  addVerification(evaluate, attach);
  addIdentification(evaluate, attach);
  addDetection(evaluate, attach);
  addLiveness(evaluate, attach);
  addQuality(evaluate, attach);
  addDecision(evaluate, attach);
}

const images = ['--images <dir>', 'folder that the list is relative to'] as const;

/** Error rates and a threshold need pairs of the same person and of different people. */
function needBothKinds(pairs: readonly { same: boolean }[], file: string): void {
  if (new Set(pairs.map(({ same }) => same)).size < 2)
    throw usage(`${file}: pairs of both kinds, same and not, are needed`);
}

function addVerification(evaluate: Command, attach: Attach): void {
  const command = cached(evaluate.command('verification'))
    .description('ROC, DET, EER, accuracy, TAR at FMR, failures to enrol')
    .requiredOption(...images)
    .requiredOption('--pairs <tsv>', 'image, image, 1 same or 0')
    .option('--train <tsv>', 'pairs that the threshold comes from')
    .option('--folds <k>', 'consecutive blocks, each judged by the others', whole(2, 1000));
  attach<Cached & { pairs: string; train?: string; folds?: number }>(
    command,
    async (context, _, options) => {
      const pairs = await readPairs(context.path(options.pairs));
      needBothKinds(pairs, options.pairs);
      const train =
        options.train === undefined ? undefined : await readPairs(context.path(options.train));
      if (train) needBothKinds(train, options.train!); // read only where it is given
      const { folds } = options;
      if (train && folds !== undefined) throw usage('--train and --folds exclude each other');
      if (folds !== undefined && folds > pairs.length) {
        throw usage(`--folds ${folds} needs at least as many pairs, there are ${pairs.length}`);
      }
      const total = imagesOf([...pairs, ...(train ?? [])]).length;
      const report = await withWork(context, options.images, 'images', total, async (work) =>
        evaluateVerification({ pairs, train, folds }, await faceCache(context, options), work),
      );
      context.answer(report, () => verificationText(report));
      return 0;
    },
  );
}

function addIdentification(evaluate: Command, attach: Attach): void {
  const command = cached(evaluate.command('identification'))
    .description('rank 1, FNIR at FPIR, and predicted against measured FPIR; a folder a person')
    .requiredOption('--images <dir>', 'folder with a folder of images for each person')
    .option(
      '--gallery-sizes <n,...>',
      'people enrolled',
      list(whole(1, 10_000_000)),
      [100, 1000, 2500],
    )
    .option('--targets <rate,...>', 'FPIR asked for', list(rate(0.5)), [0.01, 0.001])
    .option(
      '--fixed <similarity>',
      'a threshold that ignores the size, for comparison',
      rate(1),
      0.45,
    )
    .option('--strangers <n>', 'stranger images a draw at most', whole(1, 10_000_000))
    .option('--seed <n>', 'draws other people', whole(0, 4_294_967_295), 1)
    .option('--doubles <tsv>', 'folders that show one person under two names')
    .option('--repeats <n>', 'draws that are pooled', whole(1, 1000), 1)
    .option('--unseen', 'calibrate on half of the people and measure on the other half');
  attach<
    Cached & {
      unseen?: boolean;
      gallerySizes: number[];
      targets: number[];
      fixed: number;
      strangers?: number;
      doubles?: string;
      seed: number;
      repeats: number;
    }
  >(command, async (context, _, options) => {
    const doubles =
      options.doubles === undefined ? [] : await readDoubles(context.path(options.doubles));
    const files = await imageFiles(context.path(options.images));
    if (files.length === 0) throw usage(`${options.images}: no images`);
    const embedded = await withWork(context, options.images, 'images', files.length, async (work) =>
      embedFiles(files, await faceCache(context, options), work),
    );
    const people = peopleByFolder(embedded.faces, doubles);
    const { gallerySizes, targets, fixed, strangers = Infinity, seed, repeats } = options;
    const plan = { gallerySizes, targets, fixedThreshold: fixed, strangers, seed, repeats };
    const calibration = { ...defaultPlan, source: options.images, command: '', date: '' };
    const galleries = options.unseen
      ? evaluateOnUnseen(people, calibration, plan, () => context.checkpoint())
      : evaluateIdentification(people, await riskModel(context), plan);
    const report = {
      images: files.length,
      people: people.length,
      calibratedOn: options.unseen ? 'the other half of the people' : "the model's own calibration",
      doubles,
      failedToEnrol: embedded.failed,
      seed,
      repeats,
      fixedThreshold: fixed,
      galleries,
    };
    context.answer(report, () => identificationText(report));
    return 0;
  });
}

interface DetectionOptions {
  images: string;
  boxes: string;
  nonface?: string;
  minScore?: number;
  tiles?: number;
  tileScore?: number;
  faceGate?: boolean;
}

function addDetection(evaluate: Command, attach: Attach): void {
  const command = evaluate
    .command('detection')
    .description('detection, miss and false-detection rate')
    .requiredOption(...images)
    .requiredOption('--boxes <tsv>', 'image, left, top, width, height; a row a face')
    .option('--nonface <dir>', 'pictures without a face')
    .option('--min-score <score>', "lowest score of a face (default: the detector's own)", rate(1))
    .option(
      '--tiles <px>',
      'look in tiles as well, down to faces of so many pixels',
      whole(8, 4096),
    )
    .option('--tile-score <score>', 'lowest score of a face that only a tile shows', rate(1))
    .option('--face-gate', 'count only what an automatic capture would take for a face');
  attach<DetectionOptions>(command, async (context, _, options) => {
    const { minScore, tiles: tilesPx, tileScore, faceGate } = options;
    const rows = await readBoxes(context.path(options.boxes));
    const dir = options.nonface === undefined ? null : context.path(options.nonface);
    const nonface = dir === null ? null : { dir, files: await imageFiles(dir) };
    if (nonface?.files.length === 0) throw usage(`${options.nonface}: no images`);
    const total = new Set(rows.map(({ image }) => image)).size + (nonface?.files.length ?? 0);
    const report = await withWork(context, options.images, 'images', total, (work) =>
      evaluateDetection(rows, nonface, work, { minScore, tilesPx, tileScore, faceGate }),
    );
    context.answer(report, () => detectionText(report));
    return 0;
  });
}

function addLiveness(evaluate: Command, attach: Attach): void {
  const command = evaluate
    .command('liveness')
    .description('APCER, BPCER and EER of presentation attack detection')
    .requiredOption(...images)
    .requiredOption('--labels <tsv>', 'image, 1 live or 0, and if known subject and session')
    .option('--threshold <p>', "live from here on (default: the model's own)", rate(1));
  attach<{ images: string; labels: string; threshold?: number }>(
    command,
    async (context, _, options) => {
      const rows = await readLabels(context.path(options.labels));
      const kinds = new Set(rows.map(({ live }) => live));
      if (kinds.size < 2)
        throw usage(`${options.labels}: rows of both kinds, live and not, are needed`);
      const model = defaultModel((await context.models()).manifest, 'liveness');
      const rules = { threshold: options.threshold ?? model.threshold, frames: model.minFrames };
      const report = await withWork(context, options.images, 'frames', rows.length, (work) =>
        evaluateLiveness(rows, rules, work),
      );
      context.answer(report, () => livenessText(report));
      return 0;
    },
  );
}

function addQuality(evaluate: Command, attach: Attach): void {
  const command = cached(evaluate.command('quality'))
    .description('what each quality measure is worth: error versus discard, and by size of face')
    .requiredOption(...images)
    .requiredOption('--pairs <tsv,...>', 'image, image, 1 same or 0; lists are joined')
    .option('--fmr <rate>', 'false match rate that fixes the threshold', rate(0.5), 1e-3)
    .option('--scales <s,...>', 'sizes, of 1, to shrink the second image to', list(rate(1)), [])
    .option('--sample <n>', 'pairs of each kind tried at each scale', whole(1, 100_000), 300);
  attach<Cached & { pairs: string; fmr: number; scales: number[]; sample: number }>(
    command,
    async (context, _, options) => {
      const { fmr, scales, sample } = options;
      const files = options.pairs.split(',').map((file) => context.path(file.trim()));
      const pairs = (await Promise.all(files.map(readPairs))).flat();
      needBothKinds(pairs, options.pairs);
      const seconds = new Set(spaced(pairs, sample).map(({ b }) => b)).size;
      const total = imagesOf(pairs).length + scales.length * seconds;
      const report = await withWork(context, options.images, 'images', total, async (work) =>
        evaluateQuality(pairs, { fmr, scales, sample }, await faceCache(context, options), work),
      );
      context.answer(report, () => qualityText(report));
      return 0;
    },
  );
}
