import { cpus } from 'node:os';

/** What figures of speed were taken on. */
export const machine = () => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  node: process.version,
});
