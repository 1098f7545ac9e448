import { describe, expect, it } from 'vitest';
import { faultCodes } from '../../preload/contract/faults';
import { en } from './en';
import { createFormat } from './format';
import { zh } from './zh';

function flatten(node: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(node)) {
    const at = path ? `${path}.${key}` : key;
    if (typeof value === 'string') found.set(at, value);
    else for (const entry of flatten(value as object, at)) found.set(...entry);
  }
  return found;
}

const words = { en: flatten(en), zh: flatten(zh) };
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)(?:, number)?\}\}/g)].map((m) => m[1]).sort();

describe('the two languages', () => {
  it('have the same keys', () => {
    expect([...words.zh.keys()].sort()).toEqual([...words.en.keys()].sort());
  });

  it('leave no string empty', () => {
    const empty = [...words.en, ...words.zh].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });

  it('fill the same placeholders', () => {
    const differing = [...words.en].filter(
      ([key, text]) => String(placeholders(words.zh.get(key) ?? '')) !== String(placeholders(text)),
    );
    expect(differing).toEqual([]);
  });

  it('say something different wherever words are not names', () => {
    const same = [...words.en].filter(([key, text]) => words.zh.get(key) === text);
    expect(same.map(([key]) => key)).toEqual([
      'common.app',
      'settings.engine.providers.cpu',
      'settings.engine.hash',
    ]);
  });

  it('have words for every fault code', () => {
    expect(Object.keys(en.faults).sort()).toEqual([...faultCodes].sort());
  });

  it('never speak of a "we"', () => {
    const speaking = [...words.en].filter(([, text]) => /\b(we|our|us|sorry)\b/i.test(text));
    expect(speaking).toEqual([]);
  });
});

describe('format', () => {
  const at = new Date(2025, 5, 5, 8, 59, 12).getTime();
  it('gives times as people read them', () => {
    const format = createFormat('en');
    expect(format.relative(at, at + 120_000)).toBe('2 min. ago');
    expect(format.relative(at, at + 5 * 3_600_000)).toBe('08:59');
    expect(format.relative(at, at + 24 * 3_600_000)).toBe('yesterday 08:59');
    expect(createFormat('zh-CN').relative(at, at + 120_000)).toBe('2分钟前');
  });

  it('keeps similarities as they are', () => {
    expect(createFormat('en').similarity(0.7149)).toBe('0.71');
    expect(createFormat('en').similarity(-0.02)).toBe('-0.02');
  });

  it('shows small shares with one digit', () => {
    expect(createFormat('en').percent(0.0213)).toBe('2.1%');
    expect(createFormat('en').percent(0.213)).toBe('21%');
  });
});
