import { describe, expect, it } from 'vitest';
import { fault } from '../store/testing/fixtures';
import { doorPlan } from './doorPlan';

/** p0 has one image, p1 two, p2 three, p3 one ... */
const files = Array.from({ length: 30 }, (_, n) =>
  Array.from({ length: (n % 3) + 1 }, (__, i) => `p${n}/${i}.jpg`),
).flat();
const options = { gallery: 12, mated: 5, strangers: 10, seed: 1 };

describe('who is enrolled and who comes to the door', () => {
  it('are drawn so that nobody comes twice and no stranger is enrolled', () => {
    const { enrolled, visits } = doorPlan(files, options);
    const people = new Set(enrolled.map(({ person }) => person));
    expect(people.size).toBe(12);
    expect(visits).toHaveLength(15);
    expect(new Set(visits.map(({ person }) => person)).size).toBe(15);
    expect(visits.filter(({ person }) => people.has(person))).toHaveLength(5);
  });

  it('show enrolled people by another image than the one enrolled', () => {
    const { enrolled, visits } = doorPlan(files, options);
    const shown = new Set(enrolled.map(({ image }) => image));
    expect(visits.filter(({ image }) => shown.has(image))).toEqual([]);
  });

  it('are the same for a seed and others for another', () => {
    expect(doorPlan(files, options)).toEqual(doorPlan([...files].reverse(), options));
    expect(doorPlan(files, options)).not.toEqual(doorPlan(files, { ...options, seed: 2 }));
  });

  it('cannot be drawn where no stranger is left or nobody can come again', () => {
    expect(() => doorPlan(files, { ...options, gallery: 30 })).toThrow(fault('BAD_INPUT'));
    expect(() => doorPlan(['a/1.jpg', 'b/1.jpg'], { ...options, gallery: 1 })).toThrow(
      fault('BAD_INPUT'),
    );
  });
});
