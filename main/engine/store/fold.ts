/**
 * Text as it is compared: compatibility forms unified (full-width digits, ligatures), accents off,
 * lower case. Chinese stays as it is. Both the stored keys and what is searched for go through here.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}
