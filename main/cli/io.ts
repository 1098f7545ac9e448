import type { Host } from '../dataDir';

/** Where text goes; `process.stdout` fits. */
export interface Sink {
  write(text: string): unknown;
  isTTY?: boolean | undefined;
}

/** Everything the command line touches besides files: tests give their own. */
export interface Io {
  stdout: Sink;
  stderr: Sink;
  cwd: string;
  host: Host;
  /** Aborted by Ctrl-C; commands look at it between two pieces of work. */
  signal: AbortSignal;
}

/** 0 done, 1 the answer is no, 2 bad usage or input, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 130;
