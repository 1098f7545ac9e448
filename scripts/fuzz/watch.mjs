import { fork } from 'node:child_process';

/**
 * Gives one job after the other to a child process, and starts another one when it dies or takes too
 * long over a job. The child says `{ ready: true }` once, then answers each job with one message.
 *
 * @param {{ file: string, args?: string[], limitMs: number, execArgv?: string[] }} options
 */
export function watchChild({ file, args = [], limitMs, execArgv = [] }) {
  let child = null;

  const start = async () => {
    child = fork(file, args, {
      serialization: 'advanced',
      execArgv,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let said = '';
    child.stderr.on('data', (text) => {
      said = (said + text).slice(-4000);
    });
    child.lastWords = () => said;
    const first = await next(child, 60_000);
    if (!first.message?.ready) throw new Error(`the child did not start: ${first.end}\n${said}`);
  };

  return {
    /**
     * The child's answer; or `{ end }`: "over N ms" when it was killed for time, "signal SIGSEGV" or
     * "exit 1" when it died, with what it last wrote on stderr.
     */
    async give(job) {
      if (child === null) await start();
      child.send(job);
      const { message, end } = await next(child, limitMs);
      if (message !== undefined) return message;
      const words = child.lastWords();
      await stop(child);
      child = null;
      return { end, words };
    },
    async close() {
      if (child !== null) await stop(child);
      child = null;
    },
  };
}

/** The next message, or why there is none. */
function next(child, limitMs) {
  return new Promise((resolve) => {
    const settle = (result) => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(result);
    };
    const onMessage = (message) => settle({ message });
    const onExit = (code, signal) => settle({ end: signal ? `signal ${signal}` : `exit ${code}` });
    const timer = setTimeout(() => settle({ end: `over ${limitMs} ms` }), limitMs);
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  child.kill('SIGKILL');
  await gone;
}
