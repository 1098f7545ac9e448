import { dirname } from 'node:path/posix';
import { Fault } from '../../../preload/contract/faults';
import { Gallery } from '../match/gallery';
import type { RiskModel } from '../match/risk';
import { wilson, type Interval } from './intervals';
import { seeded, shuffled } from './random';

export interface IdentificationPlan {
  /** People in the gallery. */
  gallerySizes: readonly number[];
  /** FPIR asked for. */
  targets: readonly number[];
  /** A threshold that does not know the gallery's size, for comparison. */
  fixedThreshold: number;
  /** At most so many stranger images a draw; Infinity for all. */
  strangers: number;
  seed: number;
  /** Independent draws of the gallery, pooled. */
  repeats: number;
}

/** What was seen at one threshold; FPIR over strangers, FNIR over mated probes. */
export interface WorkingPoint {
  threshold: number;
  predictedFpir: number;
  measuredFpir: number;
  fpirInterval: Interval;
  /** Measured over predicted; null when nothing was predicted. */
  ratio: number | null;
  /** Whether prediction and measurement agree within a factor of 2 or the measurement's interval. */
  agrees: boolean;
  fnir: number;
  fnirInterval: Interval;
}

export interface GalleryReport {
  people: number;
  matedProbes: number;
  strangerProbes: number;
  strangers: number;
  rank1: number;
  rank1Interval: Interval;
  targets: (WorkingPoint & { target: number })[];
  fixed: WorkingPoint;
}

export interface Person {
  name: string;
  /** Unit vectors of this person's images, by file name. */
  vectors: Float32Array[];
}

/**
 * People by the folder their images lie in; sorted, so that a seed means the same everywhere.
 * `doubles` names folders that show one person under two names; they become one.
 */
export function peopleByFolder(
  faces: ReadonlyMap<string, { vector: Float32Array }>,
  doubles: readonly [string, string][] = [],
): Person[] {
  const firstName = new Map(doubles.map(([first, second]) => [second, first]));
  const people = new Map<string, Person>();
  for (const image of [...faces.keys()].sort()) {
    const folder = dirname(image);
    const name = firstName.get(folder) ?? folder;
    const person = people.get(name) ?? { name, vectors: [] };
    person.vectors.push(faces.get(image)!.vector);
    people.set(name, person);
  }
  return [...people.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface Draw {
  /** Best similarity of each stranger image. */
  strangers: number[];
  strangerPeople: number;
  /** Per mated probe: best similarity, and whether it was the right person. */
  mated: { similarity: number; right: boolean }[];
}

/** One gallery of `size` people, their first image each; everyone else is a stranger. */
function draw(people: readonly Person[], size: number, limit: number, random: () => number): Draw {
  const order = shuffled(people, random);
  const enrolled = order.slice(0, size);
  const others = order.slice(size);
  const gallery = new Gallery(enrolled[0]!.vectors[0]!.length);
  for (const { name, vectors } of enrolled) {
    gallery.add({ templateId: name, personId: name, vector: vectors[0]! });
  }
  const best = (vector: Float32Array) => gallery.search(vector, 1)[0]!;
  const probes = others.flatMap(({ vectors }) => vectors).slice(0, limit);
  return {
    strangers: probes.map((vector) => best(vector).similarity),
    strangerPeople: others.length,
    mated: enrolled.flatMap(({ name, vectors }) =>
      vectors.slice(1).map((vector) => {
        const { similarity, personId } = best(vector);
        return { similarity, right: personId === name };
      }),
    ),
  };
}

/** A draw with the threshold that it is judged at. */
interface Judged {
  drawn: Draw;
  threshold: number;
}

function workingPoint(judged: readonly Judged[], predictedFpir: number): WorkingPoint {
  const strangers = judged.flatMap(({ drawn, threshold }) =>
    drawn.strangers.map((similarity) => similarity >= threshold),
  );
  const mated = judged.flatMap(({ drawn, threshold }) =>
    drawn.mated.map(({ similarity, right }) => right && similarity >= threshold),
  );
  const named = strangers.filter(Boolean).length;
  const missed = mated.filter((found) => !found).length;
  const measuredFpir = named / strangers.length;
  const fpirInterval = wilson(named, strangers.length);
  const ratio = predictedFpir > 0 ? measuredFpir / predictedFpir : null;
  return {
    threshold: judged.reduce((sum, { threshold }) => sum + threshold, 0) / judged.length,
    predictedFpir,
    measuredFpir,
    fpirInterval,
    ratio,
    agrees:
      (ratio !== null && ratio >= 0.5 && ratio <= 2) ||
      (predictedFpir >= fpirInterval.low && predictedFpir <= fpirInterval.high),
    fnir: missed / mated.length,
    fnirInterval: wilson(missed, mated.length),
  };
}

/**
 * Open-set identification (ISO/IEC 19795-1): for each gallery size, FNIR and FPIR at the thresholds
 * that the risk model derives from the targets, and at a fixed threshold. A miss is a mated probe
 * whose nearest person is another one or lies under the threshold. BAD_INPUT when there are too few
 * people for a size. With several draws the same strangers come again, so intervals are a little
 * narrower than they should be.
 */
export function evaluateIdentification(
  people: readonly Person[],
  risk: RiskModel,
  plan: IdentificationPlan,
): GalleryReport[] {
  checkSizes(plan.gallerySizes, people.length);
  return measureGalleries(
    Array.from({ length: plan.repeats }, () => ({ people, risk })),
    plan,
  );
}

/** BAD_INPUT when a gallery of one of the sizes leaves no strangers. */
export function checkSizes(sizes: readonly number[], people: number): void {
  const tooLarge = sizes.find((size) => size >= people);
  if (tooLarge === undefined) return;
  throw new Fault(
    'BAD_INPUT',
    `a gallery of ${tooLarge} leaves no strangers among ${people} people with a face`,
    { where: '--gallery-sizes' },
  );
}

/** One draw from each of the sources, judged by its own risk model; pooled, size by size. */
export function measureGalleries(
  sources: readonly { people: readonly Person[]; risk: RiskModel }[],
  plan: IdentificationPlan,
): GalleryReport[] {
  return plan.gallerySizes.map((size) => {
    const random = seeded(plan.seed);
    const draws = sources.map(({ people, risk }) => ({
      risk,
      drawn: draw(people, size, plan.strangers, random),
    }));
    const mated = draws.flatMap((d) => d.drawn.mated);
    const right = mated.filter((m) => m.right).length;
    const at = (threshold: (risk: RiskModel) => number) => {
      const judged = draws.map(({ risk, drawn }) => ({
        drawn,
        threshold: threshold(risk),
        predicted: risk.fpir(threshold(risk), size),
      }));
      const predicted = judged.reduce((sum, each) => sum + each.predicted, 0) / judged.length;
      return workingPoint(judged, predicted);
    };
    return {
      people: size,
      matedProbes: mated.length,
      strangerProbes: draws.reduce((sum, d) => sum + d.drawn.strangers.length, 0),
      strangers: draws[0]?.drawn.strangerPeople ?? 0,
      rank1: right / mated.length,
      rank1Interval: wilson(right, mated.length),
      targets: plan.targets.map((target) => ({
        target,
        ...at((risk) => risk.thresholdFor(target, size)),
      })),
      fixed: at(() => plan.fixedThreshold),
    };
  });
}
