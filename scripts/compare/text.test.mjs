import { describe, expect, it } from 'vitest';
import { compareText } from './text.mjs';

describe('the table', () => {
  it('leaves out what a system does not do', () => {
    const bare = {
      what: 'networks',
      verification: null,
      detection: null,
      detectCpuMs: 2,
      oneFaceCpuMs: 10.04,
      imagesPerSecondOfProcessor: 99.6,
      peakMemoryMb: 170.2,
    };
    const text = compareText({
      date: '2026-01-02',
      machine: 'one core',
      versions: { node: '24' },
      results: { bare },
    });
    expect(text).toContain('| bare: networks |  |  |  |  |  | 2.0 | 10.0 | 99.6 | 170 |');
    expect(text).toContain('node 24');
  });
});
