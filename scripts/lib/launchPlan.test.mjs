import { expect, test } from 'vitest';
import { hasCamera, planLaunch } from './launchPlan.mjs';

const machine = {
  userArgs: [],
  launchArgs: [],
  root: '/app',
  platform: 'linux',
  env: { DISPLAY: ':0' },
  camera: true,
};

test('with a display the app starts plainly', () => {
  expect(planLaunch(machine)).toEqual({ args: ['/app'], virtualDisplay: false, notes: [] });
});

test("Electron's own arguments come before the app, the user's after it, in order", () => {
  const userArgs = ['--demo', '--exit-after', '30', '--screenshot', 'a b.png'];
  const { args } = planLaunch({ ...machine, launchArgs: ['--no-sandbox'], userArgs });
  expect(args).toEqual(['--no-sandbox', '/app', ...userArgs]);
});

test('a window without a sandbox is said aloud', () => {
  const { notes } = planLaunch({ ...machine, launchArgs: ['--no-sandbox'] });
  expect(notes).toEqual([expect.stringContaining('no sandbox')]);
});

test('without display and camera the demonstration runs by itself, and both are said', () => {
  const plan = planLaunch({ ...machine, env: {}, camera: false });
  expect(plan.args).toEqual(['/app', '--demo']);
  expect(plan.virtualDisplay).toBe(true);
  expect(plan.notes).toHaveLength(2);
});

test('a demonstration that was asked for is not asked for twice', () => {
  const plan = planLaunch({ ...machine, env: {}, camera: false, userArgs: ['--demo'] });
  expect(plan.args).toEqual(['/app', '--demo']);
});

test('a camera without a display, or a display without a camera, is no demonstration', () => {
  expect(planLaunch({ ...machine, env: {} }).args).not.toContain('--demo');
  expect(planLaunch({ ...machine, camera: false }).args).not.toContain('--demo');
});

test('Wayland counts as a display, and other systems always have one', () => {
  expect(planLaunch({ ...machine, env: { WAYLAND_DISPLAY: 'w' } }).virtualDisplay).toBe(false);
  expect(planLaunch({ ...machine, env: {}, platform: 'darwin' }).virtualDisplay).toBe(false);
});

test('on Linux a camera is a numbered video device', () => {
  expect(hasCamera('linux', () => ['null', 'video0'])).toBe(true);
  expect(hasCamera('linux', () => ['null', 'videodump'])).toBe(false);
  expect(hasCamera('win32', () => [])).toBe(true);
});
