import { app, BrowserWindow, Menu, session, type WebContents } from 'electron';
import { existsSync } from 'node:fs';
import { ORIGIN } from './pages';
import { iconFile, preloadFile } from './paths';

/** Where the page comes from: the development server when electron-vite runs one. */
const devServer = () => (app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL);

export function isOurs(url: string): boolean {
  const origins = [ORIGIN, devServer()].filter((origin) => origin !== undefined);
  return origins.some(
    (origin) => url === origin || url.startsWith(`${origin.replace(/\/$/, '')}/`),
  );
}

/** Makes the one window: sandboxed, isolated, at home only. It is empty until `loadPage`. */
export function createWindow(): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Foyer',
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    backgroundColor: '#f6f8f8',
    ...(existsSync(iconFile()) ? { icon: iconFile() } : {}),
    webPreferences: {
      preload: preloadFile(),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      // A covered window still watches the door.
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  stayAtHome(window.webContents);
  return window;
}

/** Shows our page in it. Resolves when everything on it has loaded, long after its scripts ran. */
export async function loadPage(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(devServer() ?? `${ORIGIN}/index.html`);
  } catch (error) {
    // Reloaded before it was there, since other data was chosen: the later load counts.
    if ((error as { code?: unknown }).code !== 'ERR_ABORTED') throw error; // Electron's own shape
  }
}

/** No other page is ever shown, in this window or a new one. */
function stayAtHome(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event, url) => {
    if (!isOurs(url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** The camera for our own page; nothing else for anybody. */
export function guardPermissions(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((contents, permission, answer, details) => {
    const kinds = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const video = permission === 'media' && kinds.every((kind) => kind === 'video');
    answer(video && isOurs(contents.getURL()));
  });
  defaultSession.setPermissionCheckHandler(
    (_contents, permission, origin, details) =>
      permission === 'media' && details.mediaType !== 'audio' && isOurs(origin.replace(/\/$/, '')),
  );
}

/** macOS needs a menu for copy, paste and quit; elsewhere the window has none. */
export function setMenu(): void {
  Menu.setApplicationMenu(
    process.platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );
}
