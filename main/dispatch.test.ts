import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Fault } from '../preload/contract/faults';
import { createDispatch } from './dispatch';

const calls = {
  'people.rename': {
    input: z.object({ name: z.string().min(1), times: z.number().default(1) }),
    output: z.object({ name: z.string() }),
  },
};
const ok = {
  'people.rename': ({ name, times }: { name: string; times: number }) => ({
    name: name.repeat(times),
  }),
};

describe('dispatch', () => {
  it('answers with the handler’s data, defaults filled in', async () => {
    const dispatch = createDispatch(calls, ok, vi.fn());
    expect(await dispatch('people.rename', { name: 'Ann' })).toEqual({
      ok: true,
      data: { name: 'Ann' },
    });
  });

  it.each(['nobody.knows', 'toString', '__proto__'])(
    'refuses the unknown call %s',
    async (name) => {
      const reply = await createDispatch(calls, ok, vi.fn())(name, {});
      expect(reply).toMatchObject({ ok: false, error: { code: 'UNKNOWN_CALL' } });
    },
  );

  it('names the field that does not fit', async () => {
    const reply = await createDispatch(
      calls,
      ok,
      vi.fn(),
    )('people.rename', { name: '', times: 'x' });
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'BAD_INPUT', detail: { where: ['name', 'times'] } },
    });
  });

  it('passes an expected failure on and reports no bug', async () => {
    const onBug = vi.fn();
    const taken = () => {
      throw new Fault('PERSON_ID_TAKEN', '1001 is Ann Li', { personId: '1001' });
    };
    const reply = await createDispatch(
      calls,
      { 'people.rename': taken },
      onBug,
    )('people.rename', { name: 'B' });
    expect(reply).toEqual({
      ok: false,
      error: { code: 'PERSON_ID_TAKEN', message: '1001 is Ann Li', detail: { personId: '1001' } },
    });
    expect(onBug).not.toHaveBeenCalled();
  });

  it('keeps the words of a bug on this side', async () => {
    const onBug = vi.fn();
    const bug = () => {
      throw new TypeError('secret path /home/ann');
    };
    const reply = await createDispatch(
      calls,
      { 'people.rename': bug },
      onBug,
    )('people.rename', { name: 'B' });
    expect(JSON.stringify(reply)).not.toContain('secret');
    expect(reply).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(onBug).toHaveBeenCalledOnce();
  });
});
