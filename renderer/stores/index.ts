import { client } from '../ipc/client';
import { createEnrolStore } from './enrol';
import { createIdPhotoStore } from './idPhoto';
import { createLogStore } from './log';
import { createNavigationStore } from './navigation';
import { createPeopleStore } from './people';
import { createPersonStore } from './person';
import { createPortraitsStore } from './portraits';
import { createProvidersStore } from './providers';
import { createRiskStore } from './risk';
import { createSettingsStore } from './settings';
import { createShellStore } from './shell';
import { createVerifyStore } from './verify';
import { createTodayStore } from './today';

/** The window's stores, one of each; screens read them by selector with zustand's `useStore`. */
export const navigationStore = createNavigationStore(window.location);
export const shellStore = createShellStore(client);
export const settingsStore = createSettingsStore(client);
export const providersStore = createProvidersStore(client);
export const riskStore = createRiskStore(client);
export const peopleStore = createPeopleStore(client);
export const personStore = createPersonStore(client);
export const portraitsStore = createPortraitsStore(client);
export const logStore = createLogStore(client);
/** The live screen's short list, kept apart so that the log's filters never reach it. */
export const recentStore = createLogStore(client, { limit: 30, keep: 30 });
/** What today's events were decided on: what another threshold would have made of them. */
export const todayStore = createTodayStore(client);
export const enrolStore = createEnrolStore(client);
export const verifyStore = createVerifyStore(client);
/** The photo of an ID that is at hand; verification and enrolment compare with it. */
export const idPhotoStore = createIdPhotoStore(client);
