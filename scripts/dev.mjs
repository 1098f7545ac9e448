// npm run dev: the app with hot reload.
import electronPath from './electronPath.cjs';
import { runForeground } from './lib/foreground.mjs';
import { packagePath, root } from './lib/paths.mjs';
import { projectNode } from './lib/run.mjs';
import { prepare } from './prepare/prepare.mjs';

const code = await prepare({ purpose: 'start' });
if (code !== 0) process.exit(code);

const sandbox = electronPath.launchArgs.includes('--no-sandbox') ? ['--noSandbox'] : [];
const cli = packagePath('electron-vite/bin/electron-vite.js');
process.exitCode = await runForeground(
  projectNode(),
  [cli, 'dev', ...sandbox, ...process.argv.slice(2)],
  {
    cwd: root,
    env: {
      ...process.env,
      ...electronPath.env,
      ELECTRON_EXEC_PATH: electronPath.executablePath,
    },
  },
);
