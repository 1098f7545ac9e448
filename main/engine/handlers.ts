import type { CallOutput, EngineCalls, Handlers } from '../../preload/contract/calls';
import type {
  EngineStatus,
  ProviderOverview,
  WorkingPoint,
} from '../../preload/contract/calls/engine';
import type { Settings } from '../../preload/contract/calls/settings';
import type { AppEvent } from '../../preload/contract/events';
import type { Enrolment } from './enrol/enrolment';
import type { VerifyHandlers } from './verify/handlers';
import { listLog } from './log/listLog';
import type { PeopleDeps } from './people/deps';
import { getPerson } from './people/getPerson';
import { listPeople } from './people/listPeople';
import { removePerson } from './people/removePerson';
import { removeTemplate } from './people/removeTemplate';
import { updatePerson } from './people/updatePerson';
import { updateSettings } from './settings/updateSettings';

export interface HandlerDeps {
  people: PeopleDeps;
  enrolment: Enrolment;
  verify: VerifyHandlers;
  status(): EngineStatus;
  providers: { overview(): ProviderOverview; check(): ProviderOverview };
  workingPoint(): WorkingPoint;
  riskScale(): CallOutput<EngineCalls, 'engine.riskScale'>;
  scoreCurves(): CallOutput<EngineCalls, 'engine.scoreCurves'>;
  hardCases(page: { limit: number }): CallOutput<EngineCalls, 'people.hardCases'>;
  settings(): Settings;
  changeSettings(next: Settings): void;
  emit(event: AppEvent): void;
}

/** One handler a call: each hands on to its use case and says what changed. */
export function createHandlers(deps: HandlerDeps): Handlers<EngineCalls> {
  const { people, enrolment } = deps;
  const changed = (id: string | null) => deps.emit({ name: 'people.changed', payload: { id } });
  return {
    'engine.status': deps.status,
    'engine.providers': deps.providers.overview,
    'engine.checkProviders': deps.providers.check,
    'engine.workingPoint': deps.workingPoint,
    'engine.riskScale': deps.riskScale,
    'engine.scoreCurves': deps.scoreCurves,

    'people.list': (page) => listPeople(people, page),
    'people.get': (input) => getPerson(people, input),
    'people.hardCases': deps.hardCases,
    'people.update': (patch) => {
      const person = updatePerson(people, patch);
      changed(person.id);
      return person;
    },
    'people.remove': (input) => {
      const { templates } = removePerson(people, input);
      changed(input.id);
      return { templates };
    },
    'people.removeTemplate': (input) => {
      const left = removeTemplate(people, input);
      changed(input.id);
      return left;
    },

    'enrol.checkPersonId': ({ personId }) => ({
      takenBy: people.store.people.byPersonId(personId),
    }),
    'enrol.start': (input) => enrolment.start(input),
    'enrol.state': () => enrolment.state(),
    'enrol.compareId': ({ sessionId, ...pick }) => enrolment.compareId(sessionId, pick),
    'enrol.overrideId': ({ sessionId, reason }) => enrolment.overrideId(sessionId, reason),
    'enrol.dropId': ({ sessionId }) => enrolment.dropId(sessionId),
    'enrol.undo': ({ sessionId, viewId }) => enrolment.undo(sessionId, viewId),
    'enrol.save': ({ sessionId, confirmDifferent }) => {
      const result = enrolment.save(sessionId, confirmDifferent);
      if (result.status === 'saved') changed(result.person.id);
      return result;
    },
    'enrol.cancel': ({ sessionId }) => {
      enrolment.cancel(sessionId);
      return {};
    },

    'log.list': (filter) => listLog(people, filter),
    'log.thresholdChanges': ({ from, to = Infinity, limit }) => ({
      changes: people.store.thresholdChanges.list({ from, to, limit }),
    }),
    'log.scores': ({ from, to = Infinity, limit }) =>
      people.store.events.scores({ from, to, limit }),

    ...deps.verify,

    'settings.get': deps.settings,
    'settings.update': (patch) => {
      const next = updateSettings(people, patch);
      deps.changeSettings(next);
      return next;
    },
  };
}
