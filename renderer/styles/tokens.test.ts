// oxlint-disable-next-line no-restricted-imports -- a test runs in Node, and reads the file as it is
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The declarations of the first rule with this selector. */
function block(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const body = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
  return new Map(
    [...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

const shared = block(':root');
const themes = {
  light: block(`:root[data-mantine-color-scheme='light']`),
  dark: block(`:root[data-mantine-color-scheme='dark']`),
};

/** Relative luminance of #rrggbb, WCAG 2.2. */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['--canvas', '--surface', '--sunken', '--hover'];
const states = ['known', 'unknown', 'uncertain', 'spoof', 'offline'];
const words: [ink: string, ground: string][] = [
  ...['--ink', '--ink-2', '--ink-3'].flatMap((ink) =>
    grounds.map((ground): [string, string] => [ink, ground]),
  ),
  ...['--canvas', '--surface', '--sunken'].map((ground): [string, string] => ['--accent', ground]),
  ...states.map((state): [string, string] => [`--${state}`, `--${state}-soft`]),
  ...states.map((state): [string, string] => ['--ink', `--${state}-soft`]),
  ['--accent', '--accent-soft'],
  ['--spoof', '--surface'],
  ['--accent-on', '--accent-fill'],
  ['--accent-on', '--accent-fill-hover'],
  ['--accent-on', '--danger-fill'],
  ['--accent-on', '--danger-fill-hover'],
];
const shapes: [shape: string, ground: string][] = [
  ['--focus', '--canvas'],
  ['--focus', '--surface'],
  ['--line-strong', '--surface'],
  ...states.map((state): [string, string] => [`--${state}`, '--surface']),
];

describe.each(Object.entries(themes))('the %s theme', (_, theme) => {
  const colour = (name: string) => theme.get(name) ?? shared.get(name) ?? `no ${name}`;

  it('gives every word at least 4.5 to 1', () => {
    const weak = words
      .map(([ink, ground]) => ({ ink, ground, ratio: contrast(colour(ink), colour(ground)) }))
      .filter(({ ratio }) => !(ratio >= 4.5));
    expect(weak).toEqual([]);
  });

  it('gives every mark that means something at least 3 to 1', () => {
    const weak = shapes
      .map(([shape, ground]) => ({ shape, ground, ratio: contrast(colour(shape), colour(ground)) }))
      .filter(({ ratio }) => !(ratio >= 3));
    expect(weak).toEqual([]);
  });

  it('decides the same colours as the other theme', () => {
    const names = (of: Map<string, string>) =>
      [...of.keys()].filter((name) => !name.startsWith('--mantine')).sort();
    expect(names(theme)).toEqual(names(themes.light));
  });
});

describe('the picture', () => {
  it('gives the words on its dark ground at least 4.5 to 1', () => {
    const stage = shared.get('--stage') ?? '';
    const inks = [...shared].filter(([name]) =>
      /^--stage-(ink|known|unk|unc|spoof|pend)/.test(name),
    );
    expect(inks).toHaveLength(7);
    expect(inks.filter(([, ink]) => contrast(ink, stage) < 4.5)).toEqual([]);
  });
});

describe('spacing', () => {
  it('keeps to the grid of four and eight pixels', () => {
    const steps = [...shared].filter(([name]) => name.startsWith('--space-'));
    expect(steps).toHaveLength(8);
    expect(steps.filter(([, value]) => Number.parseInt(value, 10) % 4 !== 0)).toEqual([]);
  });
});
