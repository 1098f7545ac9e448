import type { WorkingPoint } from '../../../preload/contract/calls/engine';
import type { ThresholdChange } from '../../../preload/contract/shapes';
import type { NewThresholdChange, ThresholdChangesTable } from '../store/thresholdChanges';

/** A smaller move of the threshold changes the fate of next to nobody, and is not written down. */
const WORTH_NOTING = 0.005;
/** An import or a dragged slider is one change: it is noted once the threshold has rested this long. */
const REST_MS = 1500;

export interface ThresholdWatchDeps {
  log: Pick<ThresholdChangesTable, 'append' | 'last'>;
  working(): Omit<WorkingPoint, 'site'>;
  /** Id of the embedder at work. */
  model: string;
  now(): number;
  /** Told after the change is on disk. */
  publish(change: ThresholdChange): void;
  /** Where a failed write goes; the next look tries again. */
  report(error: unknown): void;
}

/**
 * Writes down every threshold that comes into force, with what moved it: the log then says why a
 * face was named on Monday and not on Friday. What changed while no engine ran (an import from the
 * command line, a new model) is noted at the next start, because each look compares with the record
 * and not with memory.
 */
export function watchThreshold(deps: ThresholdWatchDeps) {
  let timer: NodeJS.Timeout | undefined;

  const note = (): void => {
    clearTimeout(timer);
    timer = undefined;
    try {
      const { threshold, mode, risk, gallerySize, expectedFpir, expectedFnmr } = deps.working();
      const { log, model } = deps;
      const now = { threshold, mode, risk, gallerySize, expectedFpir, expectedFnmr, model };
      const last = log.last();
      const cause = last === null ? 'first' : causeOf(last, now);
      if (cause === null) return;
      deps.publish(
        log.append({ ...now, at: deps.now(), cause, previous: last?.threshold ?? null }),
      );
    } catch (error) {
      deps.report(error);
    }
  };

  return {
    /** Something that may move the threshold has changed. */
    look(): void {
      clearTimeout(timer);
      timer = setTimeout(note, REST_MS);
      timer.unref();
    },
    /** Compares at once: at the start. */
    note,
    /** Notes what is still waiting. */
    close(): void {
      if (timer) note();
    },
  };
}

type Point = Omit<NewThresholdChange, 'at' | 'cause' | 'previous'>;

/** What moved the threshold from one working point to the next; null where nothing worth noting did. */
function causeOf(last: Point, now: Point): ThresholdChange['cause'] | null {
  if (last.model !== now.model) return 'model';
  if (last.mode !== now.mode) return 'mode';
  const moved = Math.abs(last.threshold - now.threshold);
  if (now.mode === 'fixed') return moved > 0 ? 'threshold' : null;
  if (last.risk !== now.risk) return 'risk';
  if (moved < WORTH_NOTING) return null;
  return last.gallerySize === now.gallerySize ? 'scores' : 'gallery';
}
