import { describe, expect, it } from 'vitest';
import { createAttention } from './attention';

const face = (trackId: number, width: number) => ({ trackId, width });

describe('a station that serves one at a time', () => {
  it('attends to the nearest', () => {
    expect(createAttention().choose([face(1, 90), face(2, 140), face(3, 100)], 0)).toBe(2);
  });

  it('attends to nobody where nobody is', () => {
    const attention = createAttention();
    attention.choose([face(1, 90)], 0);
    expect(attention.choose([], 33)).toBeNull();
  });

  it('stays with whom it attends to while another is about as near', () => {
    const attention = createAttention();
    attention.choose([face(1, 100)], 0);
    for (let now = 0; now < 5000; now += 33) {
      const sway = 8 * Math.sin(now / 300);
      expect(attention.choose([face(1, 100 - sway), face(2, 104 + sway)], now)).toBe(1);
    }
  });

  it('turns to somebody who steps clearly nearer, after a moment', () => {
    const attention = createAttention();
    attention.choose([face(1, 100)], 0);
    const both = [face(1, 100), face(2, 160)];
    expect(attention.choose(both, 100)).toBe(1);
    expect(attention.choose(both, 450)).toBe(1);
    expect(attention.choose(both, 500)).toBe(2);
  });

  it('does not turn to somebody who only leans in', () => {
    const attention = createAttention();
    attention.choose([face(1, 100)], 0);
    attention.choose([face(1, 100), face(2, 160)], 100);
    attention.choose([face(1, 100), face(2, 110)], 400);
    expect(attention.choose([face(1, 100), face(2, 160)], 700)).toBe(1);
  });

  it('turns at once to the next when the one attended to has left', () => {
    const attention = createAttention();
    attention.choose([face(1, 150), face(2, 80)], 0);
    expect(attention.choose([face(2, 80), face(3, 60)], 33)).toBe(2);
  });
});
