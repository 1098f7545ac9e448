import { toFaultData } from '../../../preload/contract/faults';
import type { ToTrial, FromTrial } from './superviseTrial';
import { tryProvider } from './tryProvider';

/** What a process is told by, in either kind: a child of Node's, or Electron's utility process. */
interface ParentPort {
  postMessage(message: FromTrial): void;
  on(event: 'message', listener: (event: { data: ToTrial }) => void): void;
}
const { parentPort } = process as unknown as { parentPort?: ParentPort }; // Electron's alone

const send = (message: FromTrial): void => {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
};

async function run(request: ToTrial): Promise<void> {
  try {
    await tryProvider(request, (model) => send({ type: 'model', model }));
    send({ type: 'done' });
  } catch (error) {
    send({ type: 'failed', error: toFaultData(error) });
  }
}

if (parentPort) parentPort.on('message', ({ data }) => void run(data));
else {
  process.on('message', (data) => void run(data as ToTrial)); // only the supervisor speaks here
  process.on('disconnect', () => process.exit(1)); // nobody is left to tell
}
