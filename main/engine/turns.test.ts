import { expect, it } from 'vitest';
import { createTurns } from './turns';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('lets one in after the other, in the order they came', async () => {
  const turns = createTurns();
  const order: string[] = [];
  const work = (name: string, ms: number) =>
    turns(async () => {
      order.push(`${name} in`);
      await pause(ms);
      order.push(`${name} out`);
      return name;
    });
  expect(await Promise.all([work('a', 10), work('b', 1), work('c', 5)])).toEqual(['a', 'b', 'c']);
  expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
});

it('goes on after one that failed', async () => {
  const turns = createTurns();
  const failed = turns(() => Promise.reject(new Error('broken')));
  const next = turns(() => Promise.resolve('fine'));
  await expect(failed).rejects.toThrow('broken');
  await expect(next).resolves.toBe('fine');
});
