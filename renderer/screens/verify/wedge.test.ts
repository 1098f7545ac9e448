import { expect, it } from 'vitest';
import { createWedge } from './wedge';

const signs = (text: string) => text.split('');

/** Types the keys, so many milliseconds apart; returns the IDs that came out. */
function type(keys: string[], apart: number, wedge = createWedge()): string[] {
  let at = 0;
  return keys.flatMap((key) => wedge(key, (at += apart)) ?? []);
}

it('takes what a reader types and closes with Enter for an ID', () => {
  expect(type([...signs('1001'), 'Enter'], 5)).toEqual(['1001']);
  expect(type(['Shift', 'A', ...signs('-17'), 'Enter'], 10)).toEqual(['A-17']);
});

it('does not take a person at the keys for a reader', () => {
  expect(type([...signs('1001'), 'Enter'], 90)).toEqual([]);
});

it('takes two badges one after the other for two', () => {
  expect(type([...signs('1001'), 'Enter', ...signs('1002'), 'Enter'], 5)).toEqual(['1001', '1002']);
});

it('leaves out what was typed by hand before the badge', () => {
  const wedge = createWedge();
  wedge('9', 0);
  let at = 1000;
  const ids = [...signs('1001'), 'Enter'].flatMap((key) => wedge(key, (at += 4)) ?? []);
  expect(ids).toEqual(['1001']);
});

it('wants three signs, and Enter at once', () => {
  expect(type([...signs('17'), 'Enter'], 5)).toEqual([]);
  const wedge = createWedge();
  type([...signs('1001')], 5, wedge);
  expect(wedge('Enter', 5000)).toBeNull();
});

it('begins anew at a key that types nothing', () => {
  expect(type([...signs('10'), 'Tab', ...signs('01'), 'Enter'], 5)).toEqual([]);
});
