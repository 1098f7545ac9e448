import { Fault } from '../../../preload/contract/faults';

/** Runs file work; an error of the system (no space, read-only, denied) leaves it as Fault DISK. */
export function fileFault<T>(file: string, fn: () => T): T {
  try {
    return fn();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (error instanceof Fault || !/^E[A-Z]+$/.test(code)) throw error;
    throw new Fault('DISK', `the file cannot be written (${code})`, { file }, { cause: error });
  }
}
