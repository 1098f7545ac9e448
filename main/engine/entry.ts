import type { ProviderTrial } from '../../preload/contract/calls/engine';
import { Fault, toFaultData } from '../../preload/contract/faults';
import { createEngine, type Engine } from './engine';
import type { FromEngine, ToEngine } from './ipc/messages';
import { serveFrames, type FramePort } from './ipc/serveFrames';

/** What Electron gives a utility process to speak with; declared here, since the engine is plain Node. */
interface ParentPort {
  postMessage(message: FromEngine): void;
  on(event: 'message', listener: (event: { data: ToEngine; ports: FramePort[] }) => void): void;
}
// Only this file knows it; elsewhere the engine runs without Electron.
const { parentPort } = process as unknown as { parentPort: ParentPort };

let engine: Engine | undefined;
/** Trials the shell is carrying out, by the number they were asked for with. */
const trials = new Map<number, (trial: ProviderTrial) => void>();
let nextTrial = 1;

const send = (message: FromEngine) => parentPort.postMessage(message);
const report = (where: string, error: unknown) => {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  send({ type: 'report', where, message });
};

async function start(message: Extract<ToEngine, { type: 'start' }>): Promise<void> {
  try {
    engine = await createEngine(message.config, {
      emit: (event) => send({ type: 'event', event }),
      report,
      runTrial: (request) =>
        new Promise((resolve) => {
          const id = nextTrial++;
          trials.set(id, resolve);
          send({ type: 'trial', id, request });
        }),
    });
    send({ type: 'ready' });
  } catch (error) {
    if (!(error instanceof Fault)) report('start', error);
    send({ type: 'failed', error: toFaultData(error) });
  }
}

async function stop(): Promise<never> {
  await engine?.close().catch((error: unknown) => report('stop', error));
  process.exit(0);
}

parentPort.on('message', ({ data, ports }) => {
  switch (data.type) {
    case 'start':
      void start(data);
      break;
    case 'call':
      void engine?.dispatch(data.name, data.input).then((reply) => {
        send({ type: 'reply', id: data.id, reply });
      });
      break;
    case 'frame-port':
      if (engine && ports[0]) serveFrames(ports[0], engine.pipeline, report);
      break;
    case 'trial-result':
      trials.get(data.id)?.(data.trial);
      trials.delete(data.id);
      break;
    case 'stop':
      void stop();
      break;
  }
});
