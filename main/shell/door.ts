import {
  ipcMain,
  MessageChannelMain,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  type MessagePortMain,
  type WebContents,
} from 'electron';
import { channels } from '../../preload/contract/bridge';
import { shellCalls } from '../../preload/contract/calls';
import type { Reply } from '../../preload/contract/faults';
import type { Dispatch } from '../dispatch';
import type { EngineHost } from './engineHost';

export interface DoorDeps {
  /** The one page that may speak, once it exists. */
  page(): WebContents | null;
  /** Whether a frame with this URL is our own page. */
  isOurs(url: string): boolean;
  shell: Dispatch;
  engine(): EngineHost<MessagePortMain>;
}

/** The shell's door: who speaks is checked here, what is said is parsed by the one who answers. */
export function openDoor({ page, isOurs, shell, engine }: DoorDeps): void {
  const mayEnter = ({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean =>
    sender === page() && senderFrame === sender.mainFrame && isOurs(senderFrame?.url ?? '');

  ipcMain.handle(
    channels.invoke,
    (event, name: unknown, input: unknown): Promise<Reply<unknown>> => {
      if (!mayEnter(event)) {
        const error = { code: 'REFUSED' as const, message: 'this page may not call Foyer' };
        return Promise.resolve({ ok: false, error });
      }
      if (typeof name !== 'string') {
        const error = { code: 'BAD_INPUT' as const, message: 'a call’s name is a string' };
        return Promise.resolve({ ok: false, error });
      }
      return Object.hasOwn(shellCalls, name) ? shell(name, input) : engine().call(name, input);
    },
  );

  ipcMain.on(channels.framePort, (event) => {
    if (!mayEnter(event)) return;
    if (engine().state().state !== 'ready') return;
    const { port1, port2 } = new MessageChannelMain();
    engine().openFramePort(port1);
    event.sender.postMessage(channels.framePort, null, [port2]);
  });
}
