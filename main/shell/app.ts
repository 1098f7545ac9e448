import { app, utilityProcess, type BrowserWindow, type MessagePortMain } from 'electron';
import log from 'electron-log/main';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { channels } from '../../preload/contract/bridge';
import { shellCalls } from '../../preload/contract/calls';
import type { AppEvent } from '../../preload/contract/events';
import { Fault, toFaultData } from '../../preload/contract/faults';
import { createDispatch } from '../dispatch';
import type { ShellArgs } from './args';
import { consoleLine, watchThenExit } from './attended';
import { createShellCalls } from './calls';
import { openDataKey, throwAwayKey, type DataKey } from './dataKey';
import { openDoor } from './door';
import { createEngineHost, type EngineProcess } from './engineHost';
import { superviseTrial } from '../engine/providers/superviseTrial';
import { forkTrial } from './forkTrial';
import { openKeychain } from './keychain';
import { engineFile, modelsDir } from './paths';
import { readStation, writeStation } from '../station';
import { createWindow, isOurs, loadPage } from './window';

/** The data the engine works on: the station's own, or the sample's, gone at the end. */
interface Data {
  dir: string;
  key: DataKey;
  demo: boolean;
}

/** Runs the app from ready to quit: data, engine, door, window. */
export async function runApp(args: ShellArgs): Promise<void> {
  const userData = app.getPath('userData');
  let window: BrowserWindow | null = null;
  let recognised = 0;
  let data: Data | null = null;
  let quitting = false;

  const tell = (event: AppEvent) => {
    if (window && !window.isDestroyed()) window.webContents.send(channels.event, event);
  };
  const engine = createEngineHost<MessagePortMain>({
    fork: () => forkEngine(),
    onEvent: (event) => {
      if (event.name === 'log.recorded') {
        if (event.payload.event.outcome === 'known') recognised++;
        if (data?.demo) console.log(consoleLine(event.payload.event));
      }
      tell(event);
    },
    onState: (payload) => tell({ name: 'engine.state', payload }),
    report: (where, message) => log.error(`[${where}]`, message),
    runTrial: (request) => superviseTrial(forkTrial(), request),
  });

  const ownDir = () => readStation(userData).dataDir ?? userData;
  const ownData = (): Data => {
    const dir = ownDir();
    return { dir, key: openDataKey(dir, openKeychain()), demo: false };
  };
  const sampleData = (): Data => {
    const dir = mkdtempSync(join(tmpdir(), 'foyer-sample-'));
    return { dir, key: throwAwayKey(), demo: true };
  };
  // However the app ends, nothing of the sample stays.
  process.on('exit', () => discard(data));
  const discard = (old: Data | null) => {
    if (old?.demo) rmSync(old.dir, { recursive: true, force: true });
  };
  const startEngine = (next: Data) => {
    data = next;
    engine.start({
      dataDir: next.dir,
      modelsDir: modelsDir(),
      machineDir: userData,
      appVersion: app.getVersion(),
      keyHex: next.key.keyHex,
      sqliteBinding: process.env.FOYER_SQLITE_BINDING,
      demo: next.demo,
    });
  };
  /** Moves the engine to other data. The key is found first, so that a failure leaves all as it was. */
  const moveTo = async (make: () => Data) => {
    const next = make();
    const old = data;
    await engine.stop();
    startEngine(next);
    discard(old);
    window?.webContents.reload();
  };

  /** The key is read again: it may be the one that was just put right, or be wrong in another way. */
  const reopen = (): Data => {
    try {
      return ownData();
    } catch (error) {
      if (error instanceof Fault && engine.state().state === 'failed')
        engine.fail(toFaultData(error));
      throw error;
    }
  };

  const shell = createDispatch(
    shellCalls,
    createShellCalls({
      window: () => window!,
      engineState: () => engine.state(),
      data: () => ({
        dir: data?.dir ?? ownDir(),
        key: data?.key.kind ?? 'unknown',
        demo: data?.demo ?? false,
      }),
      useDataFolder: async (dir) => {
        await moveTo(() => ({ dir, key: openDataKey(dir, openKeychain()), demo: false }));
        writeStation(userData, { dataDir: dir });
      },
      useDemo: (on) => moveTo(on ? sampleData : ownData),
      restartEngine: async () => {
        const next = data?.demo ? data : reopen();
        await engine.stop();
        startEngine(next);
      },
    }),
    (call, error) => log.error(`[${call}]`, error),
  );
  openDoor({ page: () => window?.webContents ?? null, isOurs, shell, engine: () => engine });

  app.on('before-quit', (event) => {
    if (quitting) return;
    // The engine closes its database before the app goes.
    event.preventDefault();
    quitting = true;
    void engine.stop().then(() => {
      discard(data);
      app.exit(Number(process.exitCode ?? 0));
    });
  });
  app.on('window-all-closed', () => app.quit());
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  // Ctrl-C and a service manager's stop end the same way as the window's close button.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());

  try {
    startEngine(args.demo ? sampleData() : ownData());
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    engine.fail(toFaultData(error));
  }
  // Known before it loads: its scripts call, and are told things, while fonts are still on the way.
  window = createWindow();
  await loadPage(window);
  if (args.exitAfter !== null) {
    const { exitAfter: seconds, screenshot } = args;
    process.exitCode = await watchThenExit(window, { seconds, screenshot }, () => recognised);
    app.quit();
  }
}

function forkEngine(): EngineProcess<MessagePortMain> {
  const child = utilityProcess.fork(engineFile(), [], {
    serviceName: 'Foyer engine',
    stdio: 'pipe',
  });
  child.stdout?.on('data', (chunk: Buffer) => log.info('[engine]', chunk.toString().trimEnd()));
  child.stderr?.on('data', (chunk: Buffer) => log.warn('[engine]', chunk.toString().trimEnd()));
  return child;
}
