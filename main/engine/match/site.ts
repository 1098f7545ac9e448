import type { Gallery } from './gallery';
import { HardCases } from './hardCases';
import { createRiskModel, type RiskCalibration, type RiskModel } from './risk';
import { calibrationLaw } from './riskLaw';
import { joinSite, type SiteLaw } from './siteLaw';
import { SiteScores, type SiteEvidence } from './siteScores';

/** Work done in one go, and how much longer than it the engine is left alone afterwards. */
const SLICE_MS = 2;
const REST = 4;
/** Pairs this likely to be met by a stranger are noted: many times as near as any threshold asks. */
const NOTED_FPIR = 0.1;
/** When that floor has fallen this far, what was left out above it is looked for again. */
const FLOOR_FELL = 0.03;

/** What a site's own gallery adds to the model's calibration. */
export interface Site {
  /** The model joined with the site's own pairs, as far as they have been counted. */
  risk(): RiskModel;
  /** The model's calibration alone. */
  model: RiskModel;
  evidence(): SiteEvidence & Pick<SiteLaw, 'pairs' | 'weight'>;
  hardCases: HardCases;
  /** Rises when `risk` or `hardCases` may answer otherwise. */
  version(): number;
  /** Changes that are not counted yet. */
  pending(): number;
  /** Counts up to so many waiting changes now; all of them when not given. */
  catchUp(most?: number): void;
  close(): void;
}

/** The part of a site that judges a threshold. */
export type SiteRisk = Pick<Site, 'risk' | 'model' | 'evidence'>;

/** A site that is not followed, with the bars that look-alikes raise. */
export interface SiteAtRest extends SiteRisk {
  /** `HardCases.bar`; a person asked for the first time costs a search for each own template. */
  bar(personId: string, threshold: number): number;
}

/**
 * A gallery that stays as it is, counted at once (at most two million comparisons, under a second of
 * processor time): what `createSite` comes to say of it.
 */
export function siteAtRest(gallery: Gallery, calibration: RiskCalibration): SiteAtRest {
  const scores = new SiteScores();
  for (const { templateId, personId } of gallery.entries()) {
    if (scores.wants(personId)) scores.add(personId, templateId, gallery.vectorOf(templateId)!);
  }
  const counted = riskOf(calibration, scores);
  const hardCases = new HardCases();
  const asked = new Set<string>();
  return {
    ...counted,
    bar(personId, threshold) {
      if (!asked.has(personId)) {
        asked.add(personId);
        const floor = notedFrom(counted, gallery);
        for (const entry of gallery.entries()) {
          if (entry.personId !== personId) continue;
          const vector = gallery.vectorOf(entry.templateId)!;
          hardCases.add(personId, entry.templateId, gallery.near(vector, floor, personId));
        }
      }
      return hardCases.bar(personId, threshold);
    },
  };
}

/** The similarity from which pairs of templates are noted as look-alikes. */
const notedFrom = ({ model }: SiteRisk, { size }: Gallery) =>
  model.thresholdFor(NOTED_FPIR, Math.max(1, size));

/** Joins model and site anew whenever the site's counts have changed. */
function riskOf(calibration: RiskCalibration, scores: SiteScores): SiteRisk {
  const modelLaw = calibrationLaw(calibration);
  let joined: { law: SiteLaw; risk: RiskModel; version: number } | null = null;
  const join = () => {
    if (joined?.version !== scores.version) {
      const law = joinSite(modelLaw, scores);
      joined = { law, risk: createRiskModel(calibration, law), version: scores.version };
    }
    return joined;
  };
  return {
    risk: () => join().risk,
    model: createRiskModel(calibration, modelLaw),
    evidence: () => {
      const { pairs, weight } = join().law;
      const { people, nonMated, mated } = scores;
      return { people, nonMated, mated, pairs, weight };
    },
  };
}

export interface SiteHooks {
  /** Where an error in the background goes. */
  report(error: unknown): void;
  /** All that was waiting has been counted. */
  changed(): void;
}

interface Change {
  kind: 'added' | 'removed';
  templateId: string;
  personId: string;
}

/**
 * Follows a gallery: compares each template that comes with the others, in the background, and keeps
 * what follows from it: the joined risk model and the people who look alike. A change costs one
 * search and at most 2,000 comparisons; they are done in slices of some 2 ms with four times as long
 * between them, so that the frames go on, and until then the answers are those of before the change.
 * One watcher a gallery: call it once.
 */
export function createSite(
  gallery: Gallery,
  calibration: RiskCalibration,
  { report, changed }: SiteHooks,
): Site {
  const scores = new SiteScores();
  const counted = riskOf(calibration, scores);
  const hardCases = new HardCases();
  let waiting: Change[] = [];
  let next = 0;
  let timer: NodeJS.Timeout | null = null;
  let lowestFloor = Infinity;
  const floor = () => notedFrom(counted, gallery);

  const apply = ({ kind, templateId, personId }: Change) => {
    if (kind === 'removed') {
      scores.remove(personId, templateId);
      hardCases.remove(personId, templateId);
      return;
    }
    const vector = gallery.vectorOf(templateId);
    if (!vector) return; // gone again; its removal waits too
    scores.add(personId, templateId, vector);
    const lowest = floor();
    hardCases.add(personId, templateId, gallery.near(vector, lowest, personId));
    lowestFloor = Math.min(lowestFloor, lowest);
  };
  const work = (enough: (done: number) => boolean) => {
    for (let done = 0; next < waiting.length && !enough(done); done++) apply(waiting[next++]!);
    if (next < waiting.length) return;
    waiting = [];
    next = 0;
    if (gallery.size > 0 && floor() < lowestFloor - FLOOR_FELL) {
      lowestFloor = floor();
      for (const entry of gallery.entries()) waiting.push({ kind: 'added', ...entry });
    }
  };
  const slice = () => {
    timer = null;
    const start = performance.now();
    try {
      work(() => performance.now() - start >= SLICE_MS);
    } catch (error) {
      report(error);
    }
    if (next < waiting.length) schedule((performance.now() - start) * REST);
    else changed();
  };
  const schedule = (delay: number) => {
    timer ??= setTimeout(slice, delay).unref();
  };
  const enqueue = (change: Change) => {
    waiting.push(change);
    schedule(SLICE_MS * REST);
  };

  gallery.watch({
    added: (templateId, personId) => enqueue({ kind: 'added', templateId, personId }),
    removed: (templateId, personId) => enqueue({ kind: 'removed', templateId, personId }),
  });
  for (const entry of gallery.entries()) enqueue({ kind: 'added', ...entry });

  return {
    ...counted,
    hardCases,
    version: () => scores.version + hardCases.version,
    pending: () => waiting.length - next,
    catchUp(most = Infinity) {
      work((done) => done >= most);
    },
    close() {
      if (timer) clearTimeout(timer);
      timer = null;
      waiting = [];
      next = 0;
    },
  };
}
