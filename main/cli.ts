import { homedir } from 'node:os';
import { join } from 'node:path';
import { version } from '../package.json';
import { run } from './cli/run';
import { forkTrial } from './engine/providers/forkTrial';
import { superviseTrial } from './engine/providers/superviseTrial';
import { createVision } from './engine/vision/createVision';

/** The command line: the engine without a window. This file is all that knows `process`. */
const interrupt = new AbortController();
process.on('SIGINT', () => {
  // The first Ctrl-C lets the work under way end cleanly; the second does not wait.
  if (interrupt.signal.aborted) process.exit(130);
  interrupt.abort();
});
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // The reader went away (`foyer ... | head`): stop as a program killed by SIGPIPE would.
    process.exit(error.code === 'EPIPE' ? 141 : 2);
  });
}

async function main(): Promise<void> {
  process.exitCode = await run(
    process.argv.slice(2),
    {
      stdout: process.stdout,
      stderr: process.stderr,
      cwd: process.cwd(),
      host: { platform: process.platform, env: process.env, home: homedir() },
      signal: interrupt.signal,
    },
    {
      createVision,
      runTrial: (request) => superviseTrial(forkTrial(join(__dirname, 'trial.js')), request),
      modelsDir: join(__dirname, '../../models'),
      version,
    },
  );
}

void main();
