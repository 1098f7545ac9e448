import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { machineFacts } from './candidates';
import { MEMORY_FILE, openMemory, type Remembered } from './memory';
import { outcome } from './superviseTrial';

const facts = machineFacts('1.0.0', 2, [{ sha256: 'aa' }]);
const found: Remembered = {
  checkedAt: 1000,
  trials: [outcome('webgpu', 'unavailable', 'no adapter')],
  running: null,
};
let dir: string;
let file: string;
const report = vi.fn();
const memory = (of = facts) => openMemory(file, of, report);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'foyer-memory-'));
  file = join(dir, MEMORY_FILE);
  report.mockClear();
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
});

describe('what is remembered of a machine', () => {
  it('is there for the next start, and nothing before the first', () => {
    expect(memory().read()).toBeNull();
    memory().write(found);
    expect(memory().read()).toMatchObject(found);
    expect(readdirSync(dir)).toEqual([MEMORY_FILE]);
    expect(report).not.toHaveBeenCalled();
  });

  it.each([
    ['the program', { app: '1.0.1' }],
    ['ONNX Runtime', { onnxruntime: '1.31.0' }],
    ['a model', { models: ['bb'] }],
    ['the processor', { cpu: 'another' }],
    ['the graphics card', { gpus: ['0x10de:0x2204'] }],
    ['the system', { system: '99' }],
    ['the number of threads', { threads: 4 }],
  ])('does not hold once %s is another', (_, change) => {
    memory().write(found);
    expect(memory({ ...facts, ...change }).read()).toBeNull();
  });

  it('keeps apart the machines that a data folder came by', () => {
    memory().write(found);
    const other = { ...facts, cpu: 'another' };
    memory(other).write({ ...found, checkedAt: 2000 });
    expect(memory().read()!.checkedAt).toBe(1000);
    expect(memory(other).read()!.checkedAt).toBe(2000);
    for (let i = 0; i < 12; i++) memory({ ...facts, cpu: `cpu ${i}` }).write(found);
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { machines: unknown[] }; // just written
    expect(kept.machines).toHaveLength(8);
  });

  it.each([
    ['cut off', '{"format":1,"machines":[{"fac'],
    ['empty', ''],
    ['of another format', '{"format":2,"machines":[]}'],
    ['something else', '[1,2,3]'],
    [
      'with a state nobody knows',
      JSON.stringify({ format: 1, machines: [{ facts, ...found, trials: [{}] }] }),
    ],
  ])(
    'counts as nothing when the file is %s; that is told, and the file is rewritten',
    (_, text) => {
      writeFileSync(file, text);
      expect(memory().read()).toBeNull();
      expect(report).toHaveBeenCalledOnce();
      expect(report.mock.calls[0]![0]).toContain(file);
      memory().write(found);
      expect(memory().read()).toMatchObject(found);
    },
  );

  it('tells of a disk that refuses, and goes on', () => {
    writeFileSync(join(dir, 'in-the-way'), '');
    const blocked = openMemory(join(dir, 'in-the-way', MEMORY_FILE), facts, report);
    blocked.write(found);
    expect(report).toHaveBeenCalledOnce();
    expect(blocked.read()).toBeNull();
  });
});
