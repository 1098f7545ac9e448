import type { AppCalls, CallInput, CallOutput } from '../../preload/contract/calls';
import type { EnrolState } from '../../preload/contract/calls/enrol';
import type { Settings } from '../../preload/contract/calls/settings';
import type { EngineState, ShellInfo } from '../../preload/contract/calls/shell';
import type { AppEvent } from '../../preload/contract/events';
import type { FaultData } from '../../preload/contract/faults';
import { fakeProviders } from './fakeProviders';
import { serveFakeFrames } from './fakeFrames';
import { fakeVerification, makeIdCheck } from './fakeVerify';
import { makeEvents, makePeople, makeTemplates, quality } from './fakePeople';

type Answers = {
  [K in keyof AppCalls]: (
    input: CallInput<AppCalls, K>,
  ) => CallOutput<AppCalls, K> | Promise<CallOutput<AppCalls, K>>;
};

const fault = (code: FaultData['code'], detail?: FaultData['detail']) =>
  Object.assign(new Error(code), { fault: { code, message: code, detail } });

const bell = (x: number, mean: number, spread: number) =>
  Math.exp(-(((x - mean) / spread) ** 2) / 2) / spread;

/**
 * Stands in for shell and engine in a plain browser, to look at screens with. The address says what
 * is the matter: `?fake&empty`, `&demo`, `&keyfile`, `&engine=failed`, `&faces=several`, `&locale=`,
 * `&theme=`, `&looksLike`.
 */
export async function installFakeBridge(): Promise<void> {
  const wish = new URLSearchParams(window.location.search);
  const now = Date.now();
  let people = wish.has('empty') ? [] : await makePeople(now);
  const events = wish.has('empty') ? [] : await makeEvents(people, now);
  const listeners = new Set<(event: AppEvent) => void>();
  const tell = (event: AppEvent) => listeners.forEach((listener) => listener(event));
  let settings: Settings = {
    locale: wish.get('locale') === 'zh-CN' ? 'zh-CN' : 'en',
    theme: wish.get('theme') === 'dark' ? 'dark' : 'light',
    stationName: 'Front desk',
    thresholdMode: 'auto',
    threshold: 0.45,
    risk: 0.001,
    verifyRisk: 0.001,
    margin: 0.05,
    agreement: 3,
    liveness: true,
    livenessThreshold: 0.5,
    cooldownSeconds: 300,
    minFacePx: 80,
    farFaces: false,
    facePolicy: 'all',
    keepThumbnails: true,
    camera: null,
    provider: 'auto',
    threads: 2,
  };
  const state = (wish.get('engine') ?? 'ready') as EngineState['state']; // by hand, in the address
  const engine: EngineState = {
    state,
    attempt: state === 'restarting' ? 2 : 0,
    error:
      state === 'failed'
        ? { code: 'MODEL_MISSING', message: '', detail: { file: 'embed.onnx' } }
        : null,
  };
  const info: ShellInfo = {
    version: '0.1.0',
    electron: '45.4.1',
    chrome: '146.0',
    platform: 'linux x64',
    demo: wish.has('demo'),
    dataDir: '/home/reception/.local/share/foyer',
    key: wish.has('keyfile') ? 'keyfile' : 'keychain',
    engine,
  };
  let enrolment: EnrolState | null = null;
  let providers = fakeProviders(wish.get('providers'), now);
  const threshold = () => (settings.thresholdMode === 'fixed' ? settings.threshold : 0.42);
  const find = (id: string) => {
    const person = people.find((each) => each.id === id);
    if (!person) throw fault('NOT_FOUND');
    return person;
  };
  const takeViews = () => {
    const timer = setInterval(
      () => {
        if (!enrolment || enrolment.views.length >= enrolment.needed) return clearInterval(timer);
        const n = enrolment.views.length;
        const thumbnail = people[0]?.thumbnail ?? new Uint8Array();
        const view = { viewId: crypto.randomUUID(), thumbnail, quality: quality(88 - n * 7) };
        const views = [...enrolment.views, view];
        const wanted = (['front', 'left', 'right', 'up', 'any'] as const)[n + 1] ?? 'any';
        enrolment = { ...enrolment, views, wanted, guidance: n % 2 ? 'HOLD_STILL' : null };
        tell({ name: 'enrol.changed', payload: enrolment });
      },
      Number(wish.get('pace') ?? 1500),
    );
  };

  const setIdCheck = (idCheck: EnrolState['idCheck']) => {
    if (!enrolment) throw fault('ENROL_NO_SESSION');
    enrolment = { ...enrolment, idCheck };
    return enrolment;
  };

  const answers: Answers = {
    'shell.info': () => info,
    'shell.chooseVideo': () => null,
    'shell.chooseDataFolder': () => null,
    'shell.showDataFolder': () => ({}),
    'shell.restartEngine': () => ({}),
    'shell.demo': () => ({}),
    'shell.sample': () => ({ enrol: [], camera: { name: 'sample.webm', url: 'sample.webm' } }),
    'engine.status': () => ({
      node: 'v24.21.0',
      startedAt: now,
      provider: providers.used,
      threads: 2,
      models: (['detector', 'landmarks', 'embedder', 'liveness'] as const).map((role, i) => ({
        id: ['rfb-320', 'landmarks-68', 'mobilefacenet-512', 'minifasnet-se'][i] ?? role,
        role,
        file: `${role}.onnx`,
        sha256: '6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854',
        licence: 'MIT',
        origin: role === 'detector' && wish.has('own') ? 'user' : 'shipped',
      })),
      database: {
        path: `${info.dataDir}/foyer.db`,
        bytes: 3_412_992,
        cipher: 'SQLCipher v4 (AES-256)',
      },
      people: people.length,
      templates: people.reduce((sum, { templates }) => sum + templates, 0),
      otherTemplates: wish.has('own') ? 12 : 0,
    }),
    'engine.providers': () => providers,
    'engine.checkProviders': () => {
      providers = { ...providers, checking: { provider: 'cuda', done: 0, of: 2 } };
      setTimeout(() => {
        providers = { ...providers, checking: null, checkedAt: Date.now() };
        tell({ name: 'engine.providers', payload: providers });
      }, 4000);
      return providers;
    },
    'engine.workingPoint': () => ({
      mode: settings.thresholdMode,
      threshold: threshold(),
      risk: settings.risk,
      gallerySize: 41,
      expectedFpir: Math.min(1, 0.001 * 10 ** ((0.42 - threshold()) * 14)),
      expectedFnmr: Math.min(1, 0.021 * 10 ** ((threshold() - 0.42) * 5)),
      site: { people: 41, pairs: 820, weight: 0.29, modelThreshold: threshold() - 0.008 },
    }),
    'engine.riskScale': () => {
      const similarity = Array.from({ length: 101 }, (_, i) => i / 100);
      return {
        similarity,
        fpir: similarity.map((t) => Math.min(1, 0.001 * 10 ** ((0.42 - t) * 14))),
        fnmr: similarity.map((t) => Math.min(1, 0.021 * 10 ** ((t - 0.42) * 5))),
      };
    },
    'engine.scoreCurves': () => {
      const similarity = Array.from({ length: 121 }, (_, i) => -0.2 + i / 100);
      return {
        similarity,
        mated: similarity.map((x) => bell(x, 0.66, 0.11)),
        nonMated: similarity.map((x) => bell(x, 0.06, 0.09)),
        source: 'LFW View 1',
        site: {
          mated: similarity.map((x) => bell(x, 0.74, 0.08)),
          nonMated: similarity.map((x) => bell(x, 0.07, 0.1)),
          matedPairs: 63,
          nonMatedPairs: 820,
        },
      };
    },
    'people.list': ({ search = '', offset = 0, limit = 100 }) => {
      const match = people.filter(({ personId, name, group }) =>
        `${personId} ${name} ${group}`.toLowerCase().includes(search.toLowerCase()),
      );
      return { total: match.length, people: match.slice(offset, offset + limit) };
    },
    'people.get': async ({ id }) => ({
      person: find(id),
      templates: await makeTemplates(find(id)),
    }),
    'people.hardCases': () => ({ total: 0, counting: 0, cases: [] }),
    'people.update': ({ id, ...change }) => {
      const taken = people.find((p) => p.personId === change.personId && p.id !== id);
      if (taken) throw fault('PERSON_ID_TAKEN', { personId: taken.personId, name: taken.name });
      const person = { ...find(id), ...JSON.parse(JSON.stringify(change)) };
      people = people.map((each) => (each.id === id ? person : each));
      tell({ name: 'people.changed', payload: { id } });
      return person;
    },
    'people.remove': ({ id }) => {
      const { templates } = find(id);
      people = people.filter((each) => each.id !== id);
      tell({ name: 'people.changed', payload: { id } });
      return { templates };
    },
    'people.removeTemplate': ({ id }) => {
      const person = find(id);
      person.templates -= 1;
      return { templates: person.templates };
    },
    'enrol.checkPersonId': ({ personId }) => {
      const taken = people.find((person) => person.personId === personId);
      return { takenBy: taken ? { id: taken.id, name: taken.name } : null };
    },
    'enrol.start': (input) => {
      const person = 'existing' in input ? find(input.existing) : { group: '', ...input };
      enrolment = {
        sessionId: crypto.randomUUID(),
        personId: person.personId,
        name: person.name,
        group: person.group,
        views: [],
        needed: 5,
        guidance: 'TOO_FAR',
        wanted: 'front',
        idCheck: null,
      };
      takeViews();
      return enrolment;
    },
    'enrol.state': () => enrolment,
    ...fakeVerification({ people: () => people, tell, jpeg: () => people[0]?.thumbnail ?? null }),
    'enrol.compareId': () => setIdCheck(makeIdCheck(people[0]?.thumbnail ?? new Uint8Array())),
    'enrol.overrideId': ({ reason }) => {
      const check = enrolment?.idCheck;
      return setIdCheck(check ? { ...check, override: { reason, at: Date.now() } } : null);
    },
    'enrol.dropId': () => setIdCheck(null),
    'enrol.undo': ({ viewId }) => {
      if (!enrolment) throw fault('ENROL_NO_SESSION');
      enrolment = { ...enrolment, views: enrolment.views.filter((v) => v.viewId !== viewId) };
      takeViews();
      return enrolment;
    },
    'enrol.save': ({ confirmDifferent }) => {
      const [first] = people;
      if (!enrolment || !first) throw fault('ENROL_NO_SESSION');
      if (wish.has('looksLike') && !confirmDifferent) {
        return { status: 'looksLike', person: first, similarity: 0.63 };
      }
      const { personId, name, group, views } = enrolment;
      enrolment = null;
      return {
        status: 'saved',
        person: { ...first, personId, name, group, templates: views.length },
      };
    },
    'enrol.cancel': () => {
      enrolment = null;
      return {};
    },
    'settings.get': () => settings,
    'settings.update': (patch) => {
      settings = { ...settings, ...(JSON.parse(JSON.stringify(patch)) as Partial<Settings>) }; // a copy of our own patch
      tell({ name: 'settings.changed', payload: settings });
      return settings;
    },
    'log.thresholdChanges': () => ({
      changes: [
        {
          seq: 2,
          at: now - 35 * 60_000,
          cause: 'gallery',
          mode: 'auto',
          threshold: 0.42,
          previous: 0.41,
          risk: 0.001,
          gallerySize: 41,
          expectedFpir: 0.001,
          expectedFnmr: 0.021,
        },
      ],
    }),
    'log.scores': () => ({
      scores: events.map(({ seq, at, outcome, person, similarity, secondBest }) => ({
        seq,
        at,
        outcome,
        name: person?.name ?? null,
        similarity,
        secondBest,
      })),
      more: false,
    }),
    'log.list': ({ person, outcome, before, limit = 50 }) => {
      const match = events.filter(
        (event) =>
          (!person || event.person?.id === person) &&
          (!outcome || event.outcome === outcome) &&
          (before === undefined || event.seq < before),
      );
      return { events: match.slice(0, limit), more: match.length > limit };
    },
  };

  window.foyer = {
    async invoke(call, input) {
      try {
        const answer = answers[call as keyof Answers] as (input: unknown) => unknown; // typed above
        return { ok: true, data: await answer(input) };
      } catch (error) {
        const known = (error as { fault?: FaultData }).fault; // ours carry one
        return { ok: false, error: known ?? { code: 'INTERNAL', message: String(error) } };
      }
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    requestFramePort: () => serveFakeFrames(people, threshold),
  };
}
