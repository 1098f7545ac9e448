import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStation, writeStation } from './station';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'foyer-station-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('station.json', () => {
  it('remembers the chosen data folder', () => {
    writeStation(dir, { dataDir: '/srv/foyer' });
    expect(readStation(dir)).toEqual({ dataDir: '/srv/foyer' });
  });

  it.each(['', '{"dataDir":', '{"dataDir":7}', 'null'])('is empty when damaged: %s', (text) => {
    writeFileSync(join(dir, 'station.json'), text);
    expect(readStation(dir)).toEqual({});
  });

  it('is empty when it is not there', () => {
    expect(readStation(dir)).toEqual({});
  });
});
