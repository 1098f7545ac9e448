import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { ExecutionProvider, ProviderTrial } from '../../../preload/contract/calls/engine';
import { MachineFacts } from './candidates';

/** Name of the file that remembers trials, in the folder of this machine's own data. */
export const MEMORY_FILE = 'providers.json';

const Remembered = z.object({
  facts: MachineFacts,
  checkedAt: z.number(),
  trials: z.array(ProviderTrial),
  /** An engine that runs on this provider and has not ended in order yet; `ends`: how often it did not. */
  running: z.object({ provider: ExecutionProvider, pid: z.number(), ends: z.number() }).nullable(),
});
export type Remembered = Omit<z.infer<typeof Remembered>, 'facts'>;

const MemoryFile = z.object({ format: z.literal(1), machines: z.array(Remembered) });
/** A data folder may travel; the machines it came by are kept, the latest first. */
const MACHINES = 8;

export interface Memory {
  /** What is known for these facts, or null. */
  read(): Remembered | null;
  write(remembered: Remembered): void;
}

/**
 * What the trials found on this machine, in a file. A file that is damaged or of another format
 * counts as empty, is told of, and is replaced by the next write. A disk that refuses is told of too:
 * the next start then tries again. Neither throws.
 */
export function openMemory(
  file: string,
  facts: MachineFacts,
  report: (message: string) => void,
): Memory {
  const mine = JSON.stringify(MachineFacts.parse(facts));
  const isMine = (entry: { facts: MachineFacts }) => JSON.stringify(entry.facts) === mine;
  const load = () => {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch {
      return []; // the first start on this machine
    }
    try {
      return MemoryFile.parse(JSON.parse(text)).machines;
    } catch {
      report(`${file} is not what this version writes; providers are tried again`);
      return [];
    }
  };
  return {
    read() {
      const found = load().find(isMine);
      return found ? { ...found } : null;
    },
    write(remembered) {
      const others = load().filter((entry) => !isMine(entry));
      const machines = [{ ...remembered, facts }, ...others].slice(0, MACHINES);
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        writeFileSync(`${file}.new`, `${JSON.stringify({ format: 1, machines }, null, 1)}\n`);
        renameSync(`${file}.new`, file);
      } catch (error) {
        report(`${file} cannot be written: ${String(error)}`);
      }
    },
  };
}
