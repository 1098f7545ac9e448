import type { Command } from 'commander';
import { describeFaces, type FoundFace } from '../../engine/evaluate/faces';
import { Gallery } from '../../engine/match/gallery';
import { siteAtRest } from '../../engine/match/site';
import { workingPoint } from '../../engine/match/workingPoint';
import { loadSettings } from '../../engine/settings/loadSettings';
import { gate, liveGate } from '../../engine/vision/gate';
import type { ReasonCode } from '../../../preload/contract/shapes';
import type { Context } from '../context';
import { openDatabase } from '../database';
import { allFaces, eachImage, imagesExit, tilesOption } from '../images';
import { calibrationOf } from '../riskModel';
import type { Attach } from '../run';
import { fixed, table, type Cell } from '../text';

/** What is said about one face in a picture. */
interface Answer {
  box: number[];
  decision: 'known' | 'unknown' | 'uncertain';
  /** Why it is uncertain: AMBIGUOUS, or what is wrong with the face. */
  reason: ReasonCode | null;
  personId: string | null;
  name: string | null;
  /** To the nearest person, named or not; null in an empty gallery. */
  similarity: number | null;
  /** Lead over the second-best person; null with fewer than two people. */
  margin: number | null;
  threshold: number;
  /** Chance that a stranger gets a name from this gallery at this threshold. */
  expectedFpir: number;
  /** The same at the similarity that was found. */
  fpirAtSimilarity: number | null;
  quality: number;
}

/** `identify IMAGE...`: who is in the pictures, face by face, at the risk that was set. */
export function addIdentify(program: Command, attach: Attach): void {
  const command = program
    .command('identify')
    .description('who is in the pictures, face by face; exit 1 when nobody is known')
    .argument('<image...>', 'JPEG, PNG or WebP files')
    .option(...tilesOption);
  attach<{ tiles?: number }>(command, async (context, images, { tiles }) => {
    const judge = await createJudge(context);
    const results = await eachImage(context, images, async (vision, image) =>
      (await describeFaces(vision, image, await allFaces(vision, image, tiles))).map(judge),
    );
    const documents = results.flatMap((result): object[] =>
      result.ok
        ? result.answer.map((face) => Object.assign({ image: result.image }, face))
        : [{ image: result.image, error: result.error }],
    );
    context.answer(documents, () =>
      table(
        ['image', 'x', 'y', 'decision', 'ID', 'name', 'similarity', 'margin', 'threshold'],
        results.flatMap((result): Cell[][] => {
          const say = (what: string) => [
            [result.image, null, null, what, '', '', null, null, null],
          ];
          if (!result.ok) return say(result.error.code);
          if (result.answer.length === 0) return say('no face');
          return result.answer.map((face) => [
            result.image,
            Math.round(face.box[0] ?? 0),
            Math.round(face.box[1] ?? 0),
            face.reason === null ? face.decision : `${face.decision} (${face.reason})`,
            face.personId ?? '',
            face.name ?? '',
            fixed(face.similarity),
            fixed(face.margin),
            fixed(face.threshold),
          ]);
        }),
      ),
    );
    return imagesExit(results, (faces) => faces.some(({ decision }) => decision === 'known'));
  });
}

/** One still picture has no track: the rules of `decide` without agreement and liveness. */
async function createJudge(context: Context): Promise<(face: FoundFace) => Answer> {
  const store = openDatabase(context, { readonly: true });
  const vision = await context.vision();
  const calibration = await calibrationOf(context);
  const { settings } = loadSettings({ store });
  const rows = store.templates.active(vision.embedderId, vision.dimension);
  const gallery = Gallery.from(vision.dimension, rows);
  const given = context.options.risk;
  const rules =
    given === undefined ? settings : { ...settings, thresholdMode: 'auto' as const, risk: given };
  const site = siteAtRest(gallery, calibration);
  const { threshold, expectedFpir } = workingPoint(rules, site, gallery.searched);

  return ({ detection: { box }, embedding, quality }) => {
    const [best, second] = gallery.search(embedding.vector, 2);
    const margin = best && second ? best.similarity - second.similarity : null;
    const reached = best !== undefined && best.similarity >= threshold;
    const bar = reached ? site.bar(best.personId, threshold) : threshold;
    const lead = bar > threshold ? 2 * settings.margin : settings.margin;
    const ambiguous = reached && ((margin !== null && margin < lead) || best.similarity < bar);
    const problem = gate(box, quality, { ...liveGate, minFacePx: settings.minFacePx });
    // A poor picture does not make a stranger: it is looked at again. A good enough match stands.
    const reason = ambiguous ? 'AMBIGUOUS' : reached ? null : gallery.size > 0 ? problem : null;
    const person = reached && !ambiguous ? store.people.byId(best.personId) : null;
    return {
      box,
      decision: reason === null ? (person ? 'known' : 'unknown') : 'uncertain',
      reason,
      personId: person?.personId ?? null,
      name: person?.name ?? null,
      similarity: best?.similarity ?? null,
      margin,
      threshold,
      expectedFpir,
      fpirAtSimilarity: best ? site.risk().fpir(best.similarity, gallery.searched) : null,
      quality: quality.unified,
    };
  };
}
