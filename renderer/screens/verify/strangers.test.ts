import i18next, { type TFunction } from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import { en } from '../../i18n/en';
import { createFormat } from '../../i18n/format';
import { strangers } from './strangers';

let t: TFunction;
beforeAll(async () => {
  await i18next.init({ lng: 'en', resources: { en: { translation: en } } });
  t = i18next.t;
});

it.each([
  [0.25, '25% of strangers would look this similar.'],
  [0.09, '1 in 11 strangers would look this similar.'],
  [1 / 12_345, '1 in 12,000 strangers would look this similar.'],
  [1e-7, '1 in 10,000,000 strangers would look this similar.'],
  [1e-12, 'Fewer than 1 in 100,000,000 strangers would look this similar.'],
  [0, 'Fewer than 1 in 100,000,000 strangers would look this similar.'],
])('a false match rate of %d is said as people count', (fmr, words) => {
  expect(strangers(t, createFormat('en'), fmr)).toBe(words);
});
