import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What the shell must know before the database is open; everything else is a setting inside it. */
const Station = z.object({ dataDir: z.string().min(1).optional() });
export type Station = z.infer<typeof Station>;

const FILE = 'station.json';

/** Reads station.json; a missing or damaged file is an empty one (nothing in it cannot be chosen again). */
export function readStation(userData: string): Station {
  try {
    return Station.parse(JSON.parse(readFileSync(join(userData, FILE), 'utf8')));
  } catch {
    return {};
  }
}

export function writeStation(userData: string, station: Station): void {
  const file = join(userData, FILE);
  writeFileSync(`${file}.new`, `${JSON.stringify(station, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
