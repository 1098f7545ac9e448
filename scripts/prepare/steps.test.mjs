import { expect, test, vi } from 'vitest';
import { allDone, earlySteps, lateSteps, runSteps } from './steps.mjs';

/** A step that is done once it has run, and notes each run. */
function step(title, notes, { done = false, achieves = true } = {}) {
  let isDone = done;
  return {
    title,
    isDone: () => isDone,
    run: async () => {
      notes.push(title);
      isDone = achieves;
    },
  };
}

test('steps run in order, and only those that are not done', async () => {
  const notes = [];
  const steps = [step('a', notes), step('b', notes, { done: true }), step('c', notes)];
  await expect(runSteps(steps, {})).resolves.toEqual(['a', 'c']);
  expect(notes).toEqual(['a', 'c']);
});

test('a second run does nothing', async () => {
  const notes = [];
  const steps = [step('a', notes), step('b', notes)];
  await runSteps(steps, {});
  await expect(runSteps(steps, {})).resolves.toEqual([]);
  await expect(allDone(steps, {})).resolves.toBe(true);
  expect(notes).toEqual(['a', 'b']);
});

test('after a step that fails nothing else runs, and the next run begins with it', async () => {
  const notes = [];
  const failing = step('b', notes);
  const run = vi.spyOn(failing, 'run').mockRejectedValueOnce(new Error('cable out'));
  const steps = [step('a', notes), failing, step('c', notes)];
  await expect(runSteps(steps, {})).rejects.toThrow('cable out');
  expect(notes).toEqual(['a']);
  await expect(runSteps(steps, {})).resolves.toEqual(['b', 'c']);
  expect(run).toHaveBeenCalledTimes(2);
});

test('a step that claims success without achieving it is an error', async () => {
  const steps = [step('a', [], { achieves: false })];
  await expect(runSteps(steps, {})).rejects.toThrow(/a: finished, and yet not in place/);
});

test('a step after one that is not done is not even asked', async () => {
  const later = { isDone: vi.fn() };
  await expect(allDone([step('a', []), later], {})).resolves.toBe(false);
  expect(later.isDone).not.toHaveBeenCalled();
});

test('for start and test: Node and packages first, a compiler before the module, the build last', () => {
  expect(earlySteps.map(({ title }) => title)).toEqual(['Node', 'Packages']);
  for (const purpose of ['start', 'test']) {
    expect(lateSteps[purpose].map(({ title }) => title)).toEqual([
      'Electron',
      'System libraries',
      'Database module for the fallback Electron',
      'Sample clips',
      'Build',
    ]);
  }
});
