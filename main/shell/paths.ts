import { app } from 'electron';
import { join } from 'node:path';

/** Where things lie: in a package beside the asar, in the repository at its root. */
const base = () => (app.isPackaged ? process.resourcesPath : app.getAppPath());

/** FOYER_MODELS names another folder, outside a package only: what ships runs its own models. */
export const modelsDir = () =>
  (!app.isPackaged && process.env.FOYER_MODELS) || join(base(), 'models');
export const sampleDir = () =>
  app.isPackaged ? join(base(), 'sample') : join(base(), '.foyer', 'sample');
export const rendererDir = () => join(app.getAppPath(), 'out', 'renderer');
export const engineFile = () => join(app.getAppPath(), 'out', 'main', 'engine.js');
export const trialFile = () => join(app.getAppPath(), 'out', 'main', 'trial.js');
export const preloadFile = () => join(app.getAppPath(), 'out', 'preload', 'index.js');
export const iconFile = () => join(base(), 'resources', 'icon.png');
