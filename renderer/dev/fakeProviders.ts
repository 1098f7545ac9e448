import type {
  ModelTrial,
  ProviderOverview,
  ProviderTrial,
} from '../../preload/contract/calls/engine';

const models = (wrong: boolean): ModelTrial[] =>
  (
    [
      ['rfb-320', 'detector', 'box', 2.1e-7, 0.01],
      ['landmarks-68', 'landmarks', 'points', 1.8e-7, 0.0025],
      ['mobilefacenet-512', 'embedder', 'angle', wrong ? 0.25 : 3e-9, 0.0005],
      ['minifasnet-se-128', 'liveness', 'live', 4e-10, 0.01],
    ] as const
  ).map(([id, role, kind, value, limit], i) => ({
    id,
    role,
    right: value <= limit,
    deviations: [{ kind, value, limit }],
    ms: 1.1 + i / 2,
    cpuMs: 5 + 4 * i,
  }));

/** `?fake&providers=`: `failed`, `wrong`, `checking`; else a GPU that is right and in use. */
export function fakeProviders(wish: string | null, now: number): ProviderOverview {
  const wrong = wish === 'wrong';
  const webgpu: ProviderTrial = {
    provider: 'webgpu',
    state: wrong ? 'wrong' : 'right',
    note: '',
    models: models(wrong),
    ms: 7.4,
    cpuMs: 44.2,
    failure:
      wish === 'failed' ? { at: now - 600_000, message: 'webgpu failed: device lost' } : null,
  };
  const cuda: ProviderTrial = {
    provider: 'cuda',
    state: 'unavailable',
    note: 'cuda: OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library',
    models: [],
    ms: null,
    cpuMs: null,
    failure: null,
  };
  const good = !wrong && webgpu.failure === null;
  return {
    wanted: 'auto',
    used: good ? 'webgpu' : 'cpu',
    reason: good ? 'fastest' : 'noneRight',
    checking: wish === 'checking' ? { provider: 'webgpu', done: 1, of: 2 } : null,
    checkedAt: now - 86_400_000,
    trials: [cuda, webgpu],
  };
}
