import type { Command } from 'commander';
import { Fault } from '../../../preload/contract/faults';
import { describeFaces, largestFace, type FoundFace } from '../../engine/evaluate/faces';
import { cosine } from '../../engine/match/fuse';
import { readImageFile } from '../../engine/vision/decodeImage';
import { usage, type Context } from '../context';
import { riskModel } from '../riskModel';
import type { Attach } from '../run';
import { fixed, record } from '../text';
import { verifyPerson } from './verifyPerson';

/** Wrong matches tolerated per comparison, unless --risk says otherwise. */
const DEFAULT_FMR = 0.001;

interface Compared {
  similarity: number;
  match: boolean;
  threshold: number;
  fmr: number;
  fnmr: number;
  risk: number;
}

/**
 * `verify A B`: whether two pictures show the same person, at a false match rate of --risk;
 * `verify A --person ID`: whether a picture shows the person of that ID.
 */
export function addVerify(program: Command, attach: Attach): void {
  const command = program
    .command('verify')
    .description('whether two pictures, or a picture and a person, are the same; exit 1 when not')
    .argument('<a>', 'an image')
    .argument('[b]', 'another image')
    .option('--person <id>', "compare with the person who has this organisation's ID instead");
  attach<{ person?: string }>(command, async (context, [a = '', b], { person }) => {
    if ((b === undefined) === (person === undefined)) {
      throw usage('either a second image or --person ID is expected');
    }
    const warnings: string[] = [];
    const first = await onlyFace(context, a, warnings);
    const faces = [{ image: a, box: first.detection.box, quality: first.quality }];
    let answer: Compared;
    if (person !== undefined) {
      answer = await verifyPerson(context, first, person);
    } else {
      const second = await onlyFace(context, b ?? '', warnings);
      faces.push({ image: b ?? '', box: second.detection.box, quality: second.quality });
      answer = await compare(context, first, second);
    }
    const { match, similarity, threshold, risk, fmr } = answer;
    const model = (await context.vision()).embedderId;
    context.answer({ ...answer, model, faces, warnings }, () =>
      record({
        answer: match ? 'the same person' : 'not the same person',
        similarity: fixed(similarity),
        threshold: `${fixed(threshold)}  (false match rate ${risk})`,
        'false match rate': `${fmr.toExponential(1)}  (at this similarity)`,
      }),
    );
    for (const warning of warnings) context.note(`warning: ${warning}`);
    return match ? 0 : 1;
  });
}

async function compare(context: Context, a: FoundFace, b: FoundFace): Promise<Compared> {
  const model = await riskModel(context);
  const risk = context.options.risk ?? DEFAULT_FMR;
  const similarity = cosine(a.embedding.vector, b.embedding.vector);
  const threshold = model.thresholdForFmr(risk);
  return {
    similarity,
    match: similarity >= threshold,
    threshold,
    fmr: model.fmr(similarity),
    fnmr: model.fnmr(threshold),
    risk,
  };
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
