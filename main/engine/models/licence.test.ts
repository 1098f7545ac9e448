import { describe, expect, it } from 'vitest';
import { termsOf, termsWarning } from './licence';

describe('a licence', () => {
  it.each([
    ['MIT', 'free'],
    ['Apache-2.0', 'free'],
    ['MIT AND BSD-3-Clause', 'free'],
    ['CC-BY-4.0', 'free'],
    ['CC-BY-NC-4.0', 'non-commercial'],
    ['InsightFace, non-commercial research only', 'non-commercial'],
    ['for academic use', 'non-commercial'],
    ['MIT, but noncommercial', 'non-commercial'],
    ['GPL-3.0', 'unknown'],
    ['none given', 'unknown'],
    ['MIT-like', 'unknown'],
    ['', 'unknown'],
  ])('"%s" is %s', (licence, terms) => {
    expect(termsOf(licence)).toBe(terms);
  });

  it('that is not known to be free is spoken about', () => {
    expect(termsWarning('MIT')).toBeNull();
    expect(termsWarning('CC-BY-NC-4.0')).toContain('not for commercial use');
    expect(termsWarning('mystery')).toContain('read it');
  });
});
