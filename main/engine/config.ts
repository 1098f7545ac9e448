import type { Provider } from '../../preload/contract/calls/settings';

/** What the engine is started with; sent as the first message, so that the key is in no argument list. */
export interface EngineConfig {
  /** Folder that holds foyer.db. */
  dataDir: string;
  modelsDir: string;
  /** Folder of what belongs to this machine and not to its data; the data folder without it. */
  machineDir?: string | undefined;
  appVersion?: string | undefined;
  /** 32 bytes as 64 hex digits. */
  keyHex: string;
  /** better-sqlite3's compiled file, where the packaged prebuild does not fit the runtime. */
  sqliteBinding?: string | undefined;
  /** Overrides of the settings, from the command line. */
  provider?: Provider | undefined;
  threads?: number | undefined;
  /** The sample: settings that make it quick to watch, nothing kept. */
  demo: boolean;
}
