/** What a licence lets a station do with a model, as far as its name tells. */
export type Terms = 'free' | 'non-commercial' | 'unknown';

/** SPDX identifiers of licences under which weights may be used for any purpose. */
const FREE =
  /^(0BSD|Apache-2\.0|BSD-[23]-Clause|BSL-1\.0|CC0-1\.0|CC-BY-4\.0|CDLA-Permissive-2\.0|ISC|MIT|MIT-0|Unlicense|Zlib)$/i;
const NON_COMMERCIAL =
  /non[- ]?commercial|(^|[-\s(])NC([-\s)]|$)|research[- ]?(use[- ]?)?only|academic/i;

/**
 * Reads a licence's name: an SPDX identifier, or two joined by AND or OR. What is not known to be
 * free is never called so. A licence tells nothing about the pictures that a model learnt from.
 */
export function termsOf(licence: string): Terms {
  if (NON_COMMERCIAL.test(licence)) return 'non-commercial';
  const names = licence.trim().split(/\s+(?:AND|OR)\s+/);
  return names.every((name) => FREE.test(name)) ? 'free' : 'unknown';
}

/** What to tell whoever adds or uses a model under such terms; null where there is nothing to say. */
export function termsWarning(licence: string): string | null {
  switch (termsOf(licence)) {
    case 'free':
      return null;
    case 'non-commercial':
      return `licence "${licence}": not for commercial use; a company's door is commercial use`;
    case 'unknown':
      return `licence "${licence}" is not one that is known to allow any use: read it before use`;
  }
}
