import { expect, test } from 'vitest';
import { xauthority } from './display.mjs';

test('an authority file holds one cookie for any display, lengths before fields', () => {
  const bytes = xauthority(Buffer.alloc(16, 7));
  expect(bytes.subarray(0, 6)).toEqual(Buffer.from([0xff, 0xff, 0, 0, 0, 0]));
  expect(bytes.readUInt16BE(6)).toBe(18);
  expect(bytes.subarray(8, 26).toString()).toBe('MIT-MAGIC-COOKIE-1');
  expect(bytes.readUInt16BE(26)).toBe(16);
  expect(bytes.subarray(28)).toEqual(Buffer.alloc(16, 7));
});
