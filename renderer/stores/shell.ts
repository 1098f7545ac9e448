import { createStore } from 'zustand/vanilla';
import type { EngineStatus } from '../../preload/contract/calls/engine';
import type { EngineState, ShellInfo } from '../../preload/contract/calls/shell';
import type { FaultData } from '../../preload/contract/faults';
import { type Client, faultOf } from './client';

export interface ShellState {
  info: ShellInfo | null;
  engine: EngineState;
  /** What the running engine says of itself; null while it does not run. */
  status: EngineStatus | null;
  /** A switch that the shell is carrying out. */
  busy: 'demo' | 'folder' | 'restart' | null;
  fault: FaultData | null;
  load(): Promise<void>;
  refreshStatus(): Promise<void>;
  restartEngine(): Promise<void>;
  setDemo(on: boolean): Promise<void>;
  chooseDataFolder(): Promise<void>;
  showDataFolder(): Promise<void>;
}

/** The program around the screens: the shell's facts, and how the engine is doing. */
export function createShellStore(client: Client) {
  const store = createStore<ShellState>()((set, get) => {
    const during = async (busy: ShellState['busy'], work: () => Promise<unknown>) => {
      set({ busy, fault: null });
      try {
        await work();
      } catch (error) {
        set({ fault: faultOf(error) });
      } finally {
        set({ busy: null });
      }
    };
    return {
      info: null,
      engine: { state: 'starting', attempt: 0, error: null },
      status: null,
      busy: null,
      fault: null,
      async load() {
        await during(null, async () => {
          const info = await client.call('shell.info', {});
          set({ info, engine: info.engine });
          if (info.engine.state === 'ready') await get().refreshStatus();
        });
      },
      async refreshStatus() {
        try {
          set({ status: await client.call('engine.status', {}) });
        } catch {
          set({ status: null }); // the engine's state says why
        }
      },
      restartEngine: () => during('restart', () => client.call('shell.restartEngine', {})),
      setDemo: (on) => during('demo', () => client.call('shell.demo', { on })),
      chooseDataFolder: () =>
        during('folder', async () => {
          if (await client.call('shell.chooseDataFolder', {})) await get().load();
        }),
      showDataFolder: () => during(null, () => client.call('shell.showDataFolder', {})),
    };
  });

  client.on('engine.state', (engine) => {
    const was = store.getState().engine.state;
    store.setState({ engine, ...(engine.state === 'ready' ? {} : { status: null }) });
    // A new run may sit on another database: the sample's, or another folder's.
    if (engine.state === 'ready' && was !== 'ready') void store.getState().load();
  });
  client.on('engine.providers', ({ used }) => {
    const { status, refreshStatus } = store.getState();
    if (status && status.provider !== used) void refreshStatus();
  });
  client.on('people.changed', () => void store.getState().refreshStatus());
  return store;
}
