import { describe, expect, it, vi } from 'vitest';
import { Fault } from '../../../preload/contract/faults';
import type { ExecutionProvider, Session } from './session';
import { openSessionSet } from './sessionSet';

type Fill = Parameters<Session['run']>[0];

/** Opens sessions that answer with what was filled in; those of webgpu break after `runs` runs. */
function maker(runs = Infinity, broken: 'throws' | 'gives NaN' = 'throws') {
  const opened: string[] = [];
  const closed: string[] = [];
  let left = runs;
  const open = async (key: string, provider: ExecutionProvider): Promise<Session> => {
    if (provider === 'cuda') throw new Fault('PROVIDER_UNAVAILABLE', 'no cuda', { provider });
    opened.push(`${key}@${provider}`);
    return {
      async run(fill) {
        const input = new Float32Array(2);
        fill(input);
        if (provider === 'cpu' || left-- > 0) return { out: input };
        if (broken === 'gives NaN') return { out: Float32Array.of(1, Number.NaN) };
        throw new Fault('PROVIDER_UNAVAILABLE', 'device lost', { provider });
      },
      close: async () => void closed.push(`${key}@${provider}`),
    };
  };
  return { open, opened, closed };
}
const fill: Fill = (input) => input.set([3, 4]);
const answer = { out: Float32Array.of(3, 4) };

describe('networks on one provider', () => {
  it('answers the run on which a provider fails, and every later one, on the CPU', async () => {
    const { open, opened, closed } = maker(3);
    const onFailure = vi.fn();
    const set = await openSessionSet(['detect', 'embed'], open, 'webgpu', onFailure);
    const detect = set.get('detect');
    for (let run = 0; run < 3; run++) expect(await detect.run(fill)).toEqual(answer);
    expect([set.provider, onFailure.mock.calls.length]).toEqual(['webgpu', 0]);

    expect(await detect.run(fill)).toEqual(answer);
    expect(set.provider).toBe('cpu');
    expect(await set.get('embed').run(fill)).toEqual(answer);
    expect(onFailure).toHaveBeenCalledExactlyOnceWith(
      'webgpu',
      expect.objectContaining({ message: 'device lost' }),
    );
    expect(opened.slice(2)).toEqual(['detect@cpu', 'embed@cpu']);
    expect(closed).toEqual(['detect@webgpu', 'embed@webgpu']);
  });

  it('tells once when several runs fail together', async () => {
    const onFailure = vi.fn();
    const set = await openSessionSet(['a', 'b'], maker(0).open, 'webgpu', onFailure);
    const runs = ['a', 'b', 'a'].map((key) => set.get(key).run(fill));
    expect(await Promise.all(runs)).toEqual([answer, answer, answer]);
    expect(onFailure).toHaveBeenCalledOnce();
  });

  it('takes an answer that is no number for a failure', async () => {
    const onFailure = vi.fn();
    const set = await openSessionSet(['a'], maker(1, 'gives NaN').open, 'webgpu', onFailure);
    await set.get('a').run(fill);
    expect(await set.get('a').run(fill)).toEqual(answer);
    expect(onFailure).toHaveBeenCalledOnce();
  });

  it('does not hold a bad input against the provider', async () => {
    const onFailure = vi.fn();
    const set = await openSessionSet(['a'], maker().open, 'webgpu', onFailure);
    const bad = () => {
      throw new Fault('BAD_INPUT', 'a crop of another size');
    };
    await expect(set.get('a').run(bad)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect(set.provider).toBe('webgpu');
    expect(onFailure).not.toHaveBeenCalled();
  });

  it('moves nothing where nobody is told of failures', async () => {
    const set = await openSessionSet(['a'], maker(0).open, 'webgpu');
    await expect(set.get('a').run(fill)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    expect(set.provider).toBe('webgpu');
  });

  it('moves between two runs, and closes what it left', async () => {
    const { open, closed } = maker();
    const set = await openSessionSet(['a'], open, 'cpu');
    const before = set.get('a').run(fill);
    await set.use('webgpu');
    expect(await before).toEqual(answer);
    expect(await set.get('a').run(fill)).toEqual(answer);
    expect([set.provider, closed]).toEqual(['webgpu', ['a@cpu']]);
  });

  it('stays where it is when the other provider cannot be had', async () => {
    const { open, closed } = maker();
    const set = await openSessionSet(['a'], open, 'cpu');
    await expect(set.use('cuda')).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    expect(await set.get('a').run(fill)).toEqual(answer);
    expect([set.provider, closed]).toEqual(['cpu', []]);
  });

  it('opens what was not asked for at the start on its first run, and takes it along', async () => {
    const { open, opened } = maker();
    const set = await openSessionSet(['a'], open, 'cpu');
    expect(opened).toEqual(['a@cpu']);
    await set.get('late').run(fill);
    await set.use('webgpu');
    expect(opened).toEqual(['a@cpu', 'late@cpu', 'a@webgpu', 'late@webgpu']);
  });

  it('closes what it opened when one network cannot be opened', async () => {
    const { open, closed } = maker();
    const failing = (key: string) => (key === 'bad' ? open(key, 'cuda') : open(key, 'cpu'));
    await expect(openSessionSet(['a', 'bad'], failing, 'cpu')).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
    });
    expect(closed).toEqual(['a@cpu']);
  });
});
