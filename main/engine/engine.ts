import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineStatus, ProviderTrial } from '../../preload/contract/calls/engine';
import type { AppEvent } from '../../preload/contract/events';
import { Fault } from '../../preload/contract/faults';
import { engineCalls } from '../../preload/contract/calls';
import { DB_FILE, USER_MODELS } from '../dataDir';
import { createDispatch, type Dispatch } from '../dispatch';
import { createRecorder } from './checkin/recordDecision';
import type { EngineConfig } from './config';
import { createEnrolment } from './enrol/enrolment';
import { compareWithId } from './enrol/idCheck';
import type { View } from './enrol/views';
import { createTurns } from './turns';
import { assembleVerification } from './verify/assemble';
import { createVerifyHandlers } from './verify/handlers';
import { createHandlers } from './handlers';
import { watchThreshold } from './log/watchThreshold';
import { Gallery } from './match/gallery';
import { OVERWHELMING } from './match/decide';
import { createRiskModel } from './match/risk';
import { createSite } from './match/site';
import { scoreCurves } from './match/siteCurves';
import { riskScale } from './match/riskScale';
import { workingPoint } from './match/workingPoint';
import { addPersonWithTemplates, addTemplates } from './people/addPerson';
import { requirePerson, type PeopleDeps } from './people/deps';
import { listHardCases } from './people/listHardCases';
import { createPipeline, type Pipeline } from './pipeline';
import { loadSettings } from './settings/loadSettings';
import { openStore } from './store/store';
import { candidates, machineFacts } from './providers/candidates';
import { createProviders } from './providers/manager';
import { MEMORY_FILE, openMemory } from './providers/memory';
import type { TrialRequest } from './providers/tryProvider';
import { createVision } from './vision/createVision';
import { encodeJpeg } from './vision/decodeImage';
import type { IdCheck } from '../../preload/contract/shapes';

export interface EngineHooks {
  emit(event: AppEvent): void;
  report(where: string, error: unknown): void;
  /** Tries a provider in a process of its own; without it the CPU runs. Never rejects. */
  runTrial?(request: TrialRequest): Promise<ProviderTrial>;
}

export interface Engine {
  dispatch: Dispatch;
  pipeline: Pipeline;
  close(): Promise<void>;
}

/** FMR of the one comparison that asks whether two views show one face; enrolment is attended. */
const SAME_FACE_FMR = 1e-3;

/**
 * Opens database, models and gallery and joins them. Throws Fault DB_*, KEY_*, MODEL_*,
 * MANIFEST_INVALID, OVERLAY_INVALID, PROVIDER_UNAVAILABLE, DISK; what was opened by then is closed again.
 */
export async function createEngine(config: EngineConfig, hooks: EngineHooks): Promise<Engine> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const store = openStore({
    file: join(config.dataDir, DB_FILE),
    keyHex: config.keyHex,
    nativeBinding: config.sqliteBinding,
  });
  const closers: (() => unknown)[] = [() => store.close()];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return { ...(await assemble(config, hooks, store, closers)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Joins the parts; what it opens it puts on `closers`. */
async function assemble(
  config: EngineConfig,
  hooks: EngineHooks,
  store: ReturnType<typeof openStore>,
  closers: (() => unknown)[],
): Promise<Omit<Engine, 'close'>> {
  const { report } = hooks;
  const emit: EngineHooks['emit'] = (event) => {
    hooks.emit(event);
    if (event.name === 'people.changed' || event.name === 'settings.changed') thresholds.look();
  };
  const loaded = loadSettings({ store });
  for (const { key, message } of loaded.invalid) report('settings', `${key}: ${message}`);
  let settings = loaded.settings;
  const threads = config.threads ?? settings.threads;
  const folders = {
    modelsDir: config.modelsDir,
    userModelsDir: join(config.dataDir, USER_MODELS),
  };
  const vision = await createVision({
    ...folders,
    provider: 'cpu',
    threads,
    onProviderFailure: (provider, fault) => providers.failedAtWork(provider, fault),
  });
  closers.push(() => vision.close());
  const { runTrial } = hooks;
  const providers = createProviders({
    vision,
    wanted: () => config.provider ?? settings.provider,
    candidates: candidates(process.platform),
    memory: openMemory(
      join(config.machineDir ?? config.dataDir, MEMORY_FILE),
      machineFacts(config.appVersion ?? '', threads, vision.models),
      (message) => report('providers', message),
    ),
    runTrial: runTrial && ((provider) => runTrial({ ...folders, threads, provider })),
    now: () => Date.now(),
    changed: (payload) => hooks.emit({ name: 'engine.providers', payload }),
    report: (message) => report('providers', message),
  });
  closers.push(() => providers.close());
  await providers.start();
  const { calibration, embedderId: model, dimension } = vision;
  if (!calibration) {
    const message = `${model} has no calibration, so no threshold follows from a risk`;
    throw new Fault('MODEL_UNCALIBRATED', message, { model });
  }
  const clock = { now: () => Date.now(), monotonicMs: () => performance.now() };
  store.models.seen(vision.models, clock.now());
  const risk = createRiskModel(calibration);
  const gallery = Gallery.from(dimension, store.templates.active(model, dimension));
  closers.push(() => gallery.close());
  const people: PeopleDeps = { store, gallery, clock, actor: 'operator' };
  const site = createSite(gallery, calibration, {
    report: (error) => report('site', error),
    changed: () => thresholds.look(),
  });
  closers.push(() => site.close());
  const searched = () => ({ ...gallery.searched, frames: settings.agreement });
  const working = () => workingPoint(settings, site, searched());
  const threshold = () => working().threshold;
  const thresholds = watchThreshold({
    log: store.thresholdChanges,
    working,
    model,
    now: clock.now,
    publish: (change) => hooks.emit({ name: 'threshold.changed', payload: { change } }),
    report: (error) => report('log', error),
  });
  closers.push(() => thresholds.close());
  thresholds.note();
  const toTemplates = (views: View[], idCheck: IdCheck | null) =>
    views.map(({ vector, quality, thumbnail }) => ({
      vector,
      model,
      quality,
      source: 'camera' as const,
      thumbnail: settings.keepThumbnails ? thumbnail : null,
      idCheck,
    }));
  const sameFaceThreshold = () => risk.thresholdForFmr(SAME_FACE_FMR);
  const { photos, verification } = assembleVerification({
    store,
    vision,
    gallery,
    risk: () => site.risk(),
    settings: () => settings,
    sameFaceThreshold,
    clock,
    emit,
  });

  const enrolment = createEnrolment({
    people: {
      byPersonId: (personId) => store.people.byPersonId(personId),
      get: (id) => requirePerson(store, id),
      add: (identity, views, idCheck) =>
        addPersonWithTemplates(people, identity, toTemplates(views, idCheck)),
      addTemplates: (id, views, idCheck) => addTemplates(people, id, toTemplates(views, idCheck)),
    },
    gallery,
    searchThreshold: () => site.risk().thresholdFor(settings.risk, searched()),
    sameFaceThreshold,
    compareId: (views, { photoId, face }) =>
      compareWithId(views, photos.pick(photoId, face), {
        law: site.risk(),
        risk: settings.verifyRisk,
        now: clock.now(),
      }),
    changed: (payload) => emit({ name: 'enrol.changed', payload }),
    now: clock.now,
  });
  const recorder = createRecorder({
    log: store.events,
    settings: () => settings,
    clock,
    publish: (event) => emit({ name: 'log.recorded', payload: { event } }),
  });
  const pipeline = createPipeline({
    vision,
    gallery: {
      search: (vector) => gallery.search(vector, 2),
      version: () => gallery.version,
      get size() {
        return gallery.size;
      },
    },
    settings: () => settings,
    threshold,
    certain: () => site.risk().thresholdFor(settings.risk / OVERWHELMING, searched()),
    bar: (personId) => site.hardCases.bar(personId, threshold()),
    label: (id) => store.people.label(id),
    encodeJpeg,
    enrolment,
    verification,
    recorder,
  });
  const turns = createTurns();

  const startedAt = clock.now();
  const status = (): EngineStatus => ({
    node: process.versions.node,
    startedAt,
    provider: vision.provider,
    threads,
    models: vision.models,
    database: {
      path: store.path,
      bytes: statSync(store.path).size,
      cipher: store.cipher === 'aegis' ? 'AEGIS-256' : store.cipher,
    },
    people: store.people.count(),
    templates: gallery.size,
    otherTemplates: store.templates.byModel(model).others,
  });
  const handlers = createHandlers({
    people,
    enrolment,
    verify: createVerifyHandlers({ verification, photos, turns }),
    status,
    providers,
    workingPoint: working,
    riskScale: () => riskScale(site.risk(), searched()),
    scoreCurves: () => scoreCurves(calibration, site.evidence()),
    hardCases: (page) => listHardCases(people, site, threshold(), page),
    settings: () => settings,
    changeSettings: (next) => {
      const moved = next.provider !== settings.provider;
      settings = next;
      if (moved) {
        providers.reconsider().catch((error: unknown) => report('providers', error));
      }
      emit({ name: 'settings.changed', payload: next });
    },
    emit,
  });
  return {
    dispatch: createDispatch(engineCalls, handlers, (call, error) => report(call, error)),
    pipeline: { process: (frame) => turns(() => pipeline.process(frame)) },
  };
}
