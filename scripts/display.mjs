// node scripts/display.mjs COMMAND [ARGUMENT]...: runs it, under a virtual display where there is none.
import { hasDisplay, openDisplay } from './lib/display.mjs';
import { runForeground } from './lib/foreground.mjs';
import { createLog } from './lib/log.mjs';
import { StepError } from './lib/stepError.mjs';

const [command, ...args] = process.argv.slice(2);
const log = createLog();

async function main() {
  if (command === undefined) {
    log.line('usage: node scripts/display.mjs COMMAND [ARGUMENT]...');
    return 2;
  }
  const { env, platform } = process;
  const display = hasDisplay({ env, platform }) ? undefined : await openDisplay();
  try {
    const shell = platform === 'win32';
    return await runForeground(command, args, { env: { ...env, ...display?.env }, shell });
  } finally {
    await display?.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  log.line(error.message);
  process.exitCode = 1;
}
