import type { Command } from 'commander';
import { Fault } from '../../../preload/contract/faults';
import { describeFaces, largestFace, type FoundFace } from '../../engine/evaluate/faces';
import { cosine } from '../../engine/match/fuse';
import { readImageFile } from '../../engine/vision/decodeImage';
import type { Context } from '../context';
import { riskModel } from '../riskModel';
import type { Attach } from '../run';
import { fixed, record } from '../text';

/** Wrong matches tolerated per comparison, unless --risk says otherwise. */
const DEFAULT_FMR = 0.001;

/** `verify A B`: whether two pictures show the same person, at a false match rate of --risk. */
export function addVerify(program: Command, attach: Attach): void {
  const command = program
    .command('verify')
    .description('whether two pictures show the same person; exit 1 when not')
    .argument('<a>', 'an image')
    .argument('<b>', 'another image');
  attach(command, async (context, [a = '', b = '']) => {
    const model = await riskModel(context);
    const warnings: string[] = [];
    const first = await onlyFace(context, a, warnings);
    const second = await onlyFace(context, b, warnings);
    const similarity = cosine(first.embedding.vector, second.embedding.vector);
    const threshold = model.thresholdForFmr(context.options.risk ?? DEFAULT_FMR);
    const match = similarity >= threshold;
    const answer = {
      similarity,
      match,
      threshold,
      fmr: model.fmr(similarity),
      fnmr: model.fnmr(threshold),
      risk: context.options.risk ?? DEFAULT_FMR,
      model: (await context.vision()).embedderId,
      faces: [
        { image: a, box: first.detection.box, quality: first.quality },
        { image: b, box: second.detection.box, quality: second.quality },
      ],
      warnings,
    };
    context.answer(answer, () =>
      record({
        answer: match ? 'the same person' : 'not the same person',
        similarity: fixed(similarity),
        threshold: `${fixed(threshold)}  (false match rate ${answer.risk})`,
        'false match rate': `${answer.fmr.toExponential(1)}  (at this similarity)`,
      }),
    );
    for (const warning of warnings) context.note(`warning: ${warning}`);
    return match ? 0 : 1;
  });
}

async function onlyFace(context: Context, file: string, warnings: string[]): Promise<FoundFace> {
  context.checkpoint();
  const vision = await context.vision();
  const image = await readImageFile(context.path(file));
  const faces = await vision.detect(image);
  const largest = largestFace(faces);
  if (!largest) throw new Fault('NO_FACE', `${file}: no face found`, { image: file });
  if (faces.length > 1) {
    warnings.push(`${file} shows ${faces.length} faces; the largest was taken`);
  }
  const [face] = await describeFaces(vision, image, [largest]);
  return face!; // one in, one out
}
