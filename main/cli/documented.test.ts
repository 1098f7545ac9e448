import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { foyer } from './testing/foyer';

const text = readFileSync(join(import.meta.dirname, '../../docs/command-line.md'), 'utf8');

/** Every command and option that the program's own help names. */
const commands: string[] = [];
const options = new Set<string>();

async function walk(path: string[]): Promise<void> {
  const { stdout } = await foyer('.', [...path, '--help']);
  for (const [, option] of stdout.matchAll(/^ {2}(--[a-z-]+)/gm)) options.add(option!);
  const [, below = ''] = stdout.split('\nCommands:\n');
  for (const [, name] of below.matchAll(/^ {2}([a-z]+)/gm)) {
    if (name === 'help') continue;
    const deeper = [...path, name!];
    commands.push(deeper.join(' '));
    await walk(deeper);
  }
}

beforeAll(() => walk([]));

describe('docs/command-line.md', () => {
  it('names every command', () => {
    expect(commands).toContain('evaluate verification');
    const missing = commands.filter(
      (command) => !command.split(' ').every((word) => new RegExp(`\\b${word}\\b`).test(text)),
    );
    expect(missing).toEqual([]);
  });

  it('names every option, and none that no command has', () => {
    const named = new Set(text.match(/(?<![\w-])--[a-z][a-z-]*/g));
    expect(options).toContain('--pairs');
    expect([...options].filter((option) => !named.has(option))).toEqual([]);
    expect([...named].filter((option) => !options.has(option) && option !== '--help')).toEqual([]);
  });
});
