import type { Command } from 'commander';
import {
  weighDecisions,
  type DecisionSetting,
  type Visit,
  type VisitFrame,
  type Weighting,
} from '../../engine/evaluate/decision';
import { degradations, nextFrame } from '../../engine/evaluate/degrade';
import { embedFiles, type Variant } from '../../engine/evaluate/embedFiles';
import type { ImageFace } from '../../engine/evaluate/faceCache';
import { doorPlan } from '../../engine/evaluate/doorPlan';
import { gate, liveGate } from '../../engine/vision/gate';
import { usage } from '../context';
import { decisionText } from '../decisionText';
import { cached, faceCache, withWork, type Cached } from '../evaluateWork';
import { list, rate, whole } from '../options';
import { riskModel } from '../riskModel';
import type { Attach } from '../run';
import { imageFiles } from '../walk';

interface Options extends Cached {
  gallery: number;
  mated: number;
  strangers: number;
  frames: number;
  degrade: string[];
  target: number;
  agreement: number[];
  margin: number[];
  certain: number[];
  minFacePx: number;
  seed: number;
}

const lead = (text: string) => (text === '0' ? 0 : rate(1)(text));

/** `evaluate decision`: what agreement, lead, fusion and early exit are worth, on visits made of pictures. */
export function addDecision(evaluate: Command, attach: Attach): void {
  const command = cached(evaluate.command('decision'))
    .description('names said and withheld by each way of deciding a track; a folder a person')
    .requiredOption('--images <dir>', 'folder with a folder of images for each person')
    .option('--gallery <n>', 'people enrolled, one image each', whole(1, 1_000_000), 1000)
    .option('--mated <n>', 'visits of enrolled people at most', whole(1, 100_000), 300)
    .option('--strangers <n>', 'visits of strangers at most', whole(1, 100_000), 600)
    .option('--frames <n>', 'frames a visit, made of one image', whole(1, 60), 6)
    .option(
      '--degrade <name,...>',
      `what becomes of the frames: ${Object.keys(degradations).join(', ')}`,
      list((name) => name),
      Object.keys(degradations),
    )
    .option('--target <rate>', 'FPIR that the threshold is derived from', rate(0.5), 0.01)
    .option('--agreement <n,...>', 'frames that must agree', list(whole(1, 20)), [1, 2, 3, 5])
    .option('--margin <lead,...>', 'lead over the next best', list(lead), [0, 0.02, 0.05, 0.1])
    .option(
      '--certain <factor,...>',
      'early exit where the risk is this many times smaller; 0: none',
      list((text) => (text === '0' ? 0 : whole(1, 1_000_000)(text))),
      [0, 100],
    )
    .option('--min-face-px <n>', 'narrower faces are of no use', whole(20, 400), 40)
    .option('--seed <n>', 'draws other people', whole(0, 4_294_967_295), 1);
  attach<Options>(command, async (context, _, options) => {
    const unknown = options.degrade.find((name) => !(name in degradations));
    if (unknown !== undefined) throw usage(`--degrade ${unknown}: there is no such degradation`);
    const { target, gallery, frames, minFacePx } = options;
    const files = await imageFiles(context.path(options.images));
    const plan = doorPlan(files, options);
    const risk = await riskModel(context);
    const threshold = risk.thresholdFor(target, gallery);
    const settings = grid(options, (factor) =>
      factor === 0 ? null : risk.thresholdFor(target / factor, gallery),
    );
    const probes = plan.visits.map(({ image }) => image);
    const total = plan.enrolled.length + probes.length * frames * options.degrade.length;
    const report = await withWork(context, options.images, 'images', total, async (work) => {
      const cache = await faceCache(context, options);
      const enrolled = await embedFiles(
        plan.enrolled.map(({ image }) => image),
        cache,
        work,
      );
      const vectors = new Map(
        plan.enrolled.flatMap(({ person, image }): [string, Float32Array[]][] => {
          const face = enrolled.faces.get(image);
          return face ? [[person, [face.vector]]] : [];
        }),
      );
      const conditions = [];
      for (const name of options.degrade) {
        const shown: Map<string, ImageFace & { vector: Float32Array }>[] = [];
        for (let n = 0; n < frames; n++) {
          shown.push((await embedFiles(probes, cache, work, variantOf(name, n))).faces);
        }
        const visits = plan.visits.map(({ person, image }): Visit => ({
          person,
          frames: shown.map((faces) => frameOf(faces.get(image), minFacePx)),
        }));
        conditions.push({ name, ...weighDecisions(vectors, visits, threshold, settings) });
      }
      return conditions;
    });
    const answer = { seed: options.seed, target, frames, conditions: report };
    context.answer(answer, () => decisionText(answer));
    return 0;
  });
}

function grid(
  { agreement, margin, certain }: Options,
  similarity: (factor: number) => number | null,
): DecisionSetting[] {
  const settings = (['quality', 'equal'] as const).flatMap((weighting: Weighting) =>
    agreement.flatMap((frames) =>
      margin.flatMap((leadOver) =>
        certain.map((factor) => ({
          agreement: frames,
          margin: leadOver,
          weighting,
          certain: similarity(factor),
        })),
      ),
    ),
  );
  // Equal weights are tried at the middle of the grid alone: one comparison shows what they change.
  const middle = settings.find(
    (s) =>
      s.weighting === 'equal' &&
      s.agreement === agreement[Math.floor(agreement.length / 2)] &&
      s.margin === margin[Math.floor(margin.length / 2)],
  );
  return [
    ...settings.filter(({ weighting }) => weighting === 'quality'),
    ...(middle ? [middle] : []),
  ];
}

/** What happens to a picture before it is looked at. The plain first frame is the picture itself. */
function variantOf(name: string, n: number): Variant | undefined {
  if (name === 'plain' && n === 0) return undefined;
  return {
    name: `${name} ${n} v2`,
    change: (image) => (degradations[name] ?? ((same) => same))(nextFrame(image, n)),
  };
}

function frameOf(
  face: (ImageFace & { vector: Float32Array }) | undefined,
  minFacePx: number,
): Visit['frames'][number] {
  if (!face?.box || !face.quality) return { reason: 'NO_FACE' };
  const reason = gate(face.box, face.quality, { ...liveGate, minFacePx });
  if (reason !== null) return { reason };
  return { vector: face.vector, quality: face.quality.unified, reason } satisfies VisitFrame;
}
