import { app } from 'electron';
import log from 'electron-log/main';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { runApp } from './shell/app';
import { readArgs } from './shell/args';
import { declareScheme, servePages } from './shell/pages';
import { rendererDir } from './shell/paths';
import { guardPermissions, setMenu } from './shell/window';

// Start-up, from top to bottom.
const args = readArgs(process.argv.slice(1));
for (const error of args.errors) console.error(`Foyer: ${error}`);
if (args.errors.length > 0) app.exit(2);

if (args.userData !== null) {
  mkdirSync(args.userData, { recursive: true, mode: 0o700 });
  app.setPath('userData', resolve(args.userData));
}
log.initialize();
log.transports.console.level = 'warn';
declareScheme();

// Two stations on one data folder would each believe they know who is in.
if (!args.demo && !app.requestSingleInstanceLock()) {
  console.error('Foyer is already running on this data; its window was brought to the front.');
  app.exit(3);
} else {
  void app
    .whenReady()
    .then(() => {
      servePages(rendererDir());
      guardPermissions();
      setMenu();
      return runApp(args);
    })
    .catch((error: unknown) => {
      log.error(error);
      app.exit(1);
    });
}
