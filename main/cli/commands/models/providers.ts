import type { Deviation, ProviderTrial } from '../../../../preload/contract/calls/engine';
import { candidates } from '../../../engine/providers/candidates';
import { chooseProvider, type Choice } from '../../../engine/providers/chooseProvider';
import { tryAll } from '../../../engine/providers/tryAll';
import type { Context } from '../../context';
import { problemOf, providerMemory, runTrial } from '../../provider';
import { fixed, table, type Cell } from '../../text';

const kinds: Record<Deviation['kind'], string> = {
  faces: 'faces too many or few',
  box: "box, of the face's width",
  score: 'score',
  points: "points, of the face's width",
  angle: '1 - cosine',
  length: 'length, share',
  live: 'live',
};

/**
 * `models verify --providers`: tries the CPU and every provider of this platform, prints how far each
 * is from the CPU and what it takes, and remembers it for the window. Exit 1 where `--provider` names
 * one that cannot be used.
 */
export async function verifyProviders(context: Context): Promise<0 | 1> {
  const wanted = context.options.provider;
  const named = wanted === 'auto' ? [] : [wanted];
  const list = [...new Set(['cpu' as const, ...candidates(process.platform), ...named])];
  const trials = await tryAll(list, runTrial(context), (provider) => {
    context.checkpoint();
    context.note(`Trying ${provider} ...`);
  });
  const memory = await providerMemory(context);
  const others = trials.filter(({ provider }) => provider !== 'cpu');
  const running = memory.read()?.running ?? null;
  memory.write({ checkedAt: Date.now(), trials: others, running });
  const choice = chooseProvider(wanted, others);
  const ok = choice.reason !== 'setWrong' && choice.reason !== 'setFailed';
  context.answer({ ok, wanted, ...choice, trials }, () => text(trials, choice));
  return ok ? 0 : 1;
}

function text(trials: readonly ProviderTrial[], { use, reason }: Choice): string {
  const rows = trials.flatMap((trial): Cell[][] => {
    const { provider, models, ms, cpuMs } = trial;
    const each = models.map((model): Cell[] => {
      const { id, right, deviations } = model;
      const [time, cpuTime] = [fixed(model.ms, 2), fixed(model.cpuMs, 2)];
      return [provider, id, right ? 'right' : 'wrong', time, cpuTime, farthest(deviations)];
    });
    if (ms === null) return [...each, [provider, 'all', problemOf(trial), '-', '-', '-']];
    return [...each, [provider, 'all', trial.state, fixed(ms, 2), fixed(cpuMs, 2), '-']];
  });
  const header = ['provider', 'model', 'outcome', 'ms', 'CPU ms', 'farthest from the CPU'];
  return `${table(header, rows)}\nIn use: ${use} (${reasons[reason]})`;
}

const reasons: Record<Choice['reason'], string> = {
  set: 'as set',
  fastest: 'right, and faster than the CPU',
  noneFaster: 'no other is faster by a tenth or more',
  noneRight: 'no other is there and right',
  setWrong: 'the one that is set is wrong or cannot be had',
  setFailed: 'the one that is set failed at work',
  untried: 'not tried yet',
};

/** The deviation that comes nearest to its limit, in words. */
function farthest(deviations: readonly Deviation[]): string {
  const share = ({ value, limit }: Deviation) => {
    if (value === null) return Infinity;
    return limit === 0 ? value : value / limit;
  };
  const [most] = [...deviations].sort((a, b) => share(b) - share(a));
  if (most === undefined) return '-';
  const value = most.value === null ? 'no number' : most.value.toPrecision(2);
  return `${kinds[most.kind]}: ${value} (allowed ${most.limit})`;
}
