import { contextBridge, ipcRenderer } from 'electron';
import { channels, framePortMessage, type Bridge } from './contract/bridge';
import type { AppEvent } from './contract/events';

// Messages pass through here; nothing is decided here.
const bridge: Bridge = {
  invoke: (call, input) => ipcRenderer.invoke(channels.invoke, call, input),
  on(listener) {
    const forward = (_: unknown, event: AppEvent) => listener(event);
    ipcRenderer.on(channels.event, forward);
    return () => ipcRenderer.removeListener(channels.event, forward);
  },
  requestFramePort: () => ipcRenderer.send(channels.framePort),
};
contextBridge.exposeInMainWorld('foyer', bridge);

// A port cannot pass the bridge; the window's own message event carries it.
ipcRenderer.on(channels.framePort, ({ ports }) =>
  window.postMessage(framePortMessage, window.location.origin, ports),
);
