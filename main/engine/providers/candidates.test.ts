import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { isSupported } from '../vision/session';
import { candidates, displayAdapters, machineFacts } from './candidates';

it('offers what a platform may have, WebGPU everywhere', () => {
  expect(candidates('win32')).toEqual(['cuda', 'dml', 'webgpu']);
  expect(candidates('darwin')).toEqual(['coreml', 'webgpu']);
  expect(candidates('linux')).toEqual(['cuda', 'webgpu']);
});

it('knows what this build of ONNX Runtime has', () => {
  expect(isSupported('cpu')).toBe(true);
  expect(isSupported(process.platform === 'darwin' ? 'dml' : 'coreml')).toBe(false);
});

it('reads vendor and device of each display adapter, and none where none are listed', () => {
  const drm = mkdtempSync(join(tmpdir(), 'foyer-drm-'));
  onTestFinished(() => rmSync(drm, { recursive: true, force: true }));
  for (const [card, device] of [
    ['card1', '0x2204'],
    ['card0', '0x9a49'],
  ] as const) {
    mkdirSync(join(drm, card, 'device'), { recursive: true });
    writeFileSync(join(drm, card, 'device', 'vendor'), card === 'card1' ? '0x10de\n' : '0x8086\n');
    writeFileSync(join(drm, card, 'device', 'device'), `${device}\n`);
  }
  mkdirSync(join(drm, 'card0-HDMI-A-1'));
  expect(displayAdapters(drm)).toEqual(['0x10de:0x2204', '0x8086:0x9a49']);
  expect(displayAdapters(join(drm, 'nowhere'))).toEqual([]);
});

it('names models by their hashes, in an order that does not depend on the list', () => {
  const [a, b] = [{ sha256: 'aa' }, { sha256: 'bb' }];
  expect(machineFacts('1.0.0', 2, [b, a])).toEqual(machineFacts('1.0.0', 2, [a, b]));
  expect(machineFacts('1.0.0', 2, [a])).toMatchObject({ app: '1.0.0', threads: 2, models: ['aa'] });
  expect(machineFacts('', 1, []).onnxruntime).toMatch(/^1\.\d+\.\d+/);
});
