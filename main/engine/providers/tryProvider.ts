import type { ExecutionProvider, ModelTrial } from '../../../preload/contract/calls/engine';
import { createVision } from '../vision/createVision';
import type { ModelFolders } from '../vision/manifest';
import type { LoadedModel } from '../vision/types';
import { compareAnswers, isRight, stages, worst } from './stages';
import { readStills, type Still } from './stills';

export interface TrialRequest extends ModelFolders {
  provider: ExecutionProvider;
  threads: number;
}

const WARM_UP = 2;
const TIMED_RUNS = 15;
/** No more is timed after this long: what is so slow will not be chosen. */
const ENOUGH_MS = 600;

/**
 * Tries one provider in this process: every default model is opened on it and on the CPU, both look
 * at the same stills, and both are timed by turns. `onModel` gets each model's outcome. A provider
 * may crash or hang here: the caller is a process of its own. Throws Fault PROVIDER_UNAVAILABLE where
 * the provider cannot be had or refuses a run, MODEL_* and MANIFEST_INVALID.
 */
export async function tryProvider(
  { provider, ...request }: TrialRequest,
  onModel: (trial: ModelTrial) => void,
): Promise<void> {
  const other = await openTimed({ ...request, provider });
  try {
    const cpu = await openTimed({ ...request, provider: 'cpu' });
    try {
      const stills = await readStills();
      for (const model of cpu.vision.models) onModel(await tryModel(model, cpu, other, stills));
    } finally {
      await cpu.vision.close();
    }
  } finally {
    await other.vision.close();
  }
}

async function openTimed(request: TrialRequest) {
  let took = 0;
  const onRun = (_: string, ms: number) => (took = ms);
  const vision = await createVision({ ...request, onRun });
  return {
    vision,
    /** What the role's network says of the still, and its own milliseconds. */
    async run(role: LoadedModel['role'], still: Still) {
      const answer = await stages[role](vision, still);
      return { answer, ms: took };
    },
  };
}
type Timed = Awaited<ReturnType<typeof openTimed>>;

async function tryModel(
  { id, role }: LoadedModel,
  cpu: Timed,
  other: Timed,
  stills: readonly Still[],
): Promise<ModelTrial> {
  const lists = [];
  let times = { ms: 0, cpuMs: 0 };
  for (const still of stills) {
    const expected = await cpu.run(role, still);
    const found = await other.run(role, still);
    lists.push(compareAnswers(expected.answer, found.answer));
    times = { ms: found.ms, cpuMs: expected.ms };
  }
  const deviations = worst(lists);
  // The first still's run compiled what had to be; a later one that is so slow says enough.
  if (times.ms < ENOUGH_MS) times = await timeByTurns(role, cpu, other, stills[0]!);
  return { id, role, right: isRight({ deviations }), deviations, ...times };
}

/** By turns, so that whatever else the machine does slows both alike. */
async function timeByTurns(role: LoadedModel['role'], cpu: Timed, other: Timed, still: Still) {
  const mine: number[] = [];
  const theirs: number[] = [];
  const startedAt = performance.now();
  for (let run = 0; run < WARM_UP + TIMED_RUNS; run++) {
    const [expected, found] = [await cpu.run(role, still), await other.run(role, still)];
    const late = performance.now() - startedAt > ENOUGH_MS;
    if (run < WARM_UP && !late) continue;
    theirs.push(expected.ms);
    mine.push(found.ms);
    if (late) break;
  }
  return { ms: lowerQuartile(mine), cpuMs: lowerQuartile(theirs) };
}

/** What a run takes when little else is going on; never an average of interruptions. */
function lowerQuartile(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor((times.length - 1) / 4)]!;
}
