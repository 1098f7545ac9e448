// npm run foyer -- COMMAND...: the command line. stdout carries its output and nothing else.
import path from 'node:path';
import { runForeground } from './lib/foreground.mjs';
import { root } from './lib/paths.mjs';
import { projectNode } from './lib/run.mjs';
import { prepare } from './prepare/prepare.mjs';

const code = await prepare({ purpose: 'cli', sayReady: false });
if (code !== 0) process.exit(code);

const { env } = process;
// npm changes to the repository's root; file names are meant from where the user typed them.
const cwd = env.npm_lifecycle_event === 'foyer' ? env.INIT_CWD : undefined;
const cli = path.join(root, 'out/main/cli.js');
const args = [cli, ...process.argv.slice(2)];
process.exitCode = await runForeground(projectNode(), args, { cwd, group: false });
