import { dirname } from 'node:path/posix';
import { Fault } from '../../../preload/contract/faults';
import { seeded, shuffled } from './random';

/** An image and whose it is. */
interface Shown {
  person: string;
  image: string;
}

export interface DoorPlan {
  /** The first image of each enrolled person. */
  enrolled: Shown[];
  /** Other images of theirs, and one image each of people who are not enrolled. */
  visits: Shown[];
}

/**
 * Draws who is enrolled and who comes to the door from images that lie in a folder a person: people
 * with several images first, since only they can both be enrolled and come again. At most one visit a
 * person, so that visits are independent. Throws Fault BAD_INPUT where nobody is left as a stranger
 * or nobody can come again.
 */
export function doorPlan(
  files: readonly string[],
  options: { gallery: number; mated: number; strangers: number; seed: number },
): DoorPlan {
  const people = new Map<string, string[]>();
  for (const image of [...files].sort()) {
    const person = dirname(image);
    people.set(person, [...(people.get(person) ?? []), image]);
  }
  const order = shuffled([...people.entries()], seeded(options.seed));
  const again = order.filter(([, images]) => images.length > 1);
  const returning = again.slice(0, Math.min(options.mated, options.gallery));
  const taken = new Set(returning.map(([person]) => person));
  const others = order.filter(([person]) => !taken.has(person));
  const filling = others.slice(0, Math.max(0, options.gallery - returning.length));
  const strangers = others.slice(filling.length, filling.length + options.strangers);
  if (returning.length === 0 || strangers.length === 0) {
    throw new Fault(
      'BAD_INPUT',
      `${people.size} people, ${again.length} of them with several images, are too few for a gallery of ${options.gallery} and strangers`,
      { where: '--gallery' },
    );
  }
  const first = ([person, images]: [string, string[]]): Shown => ({ person, image: images[0]! });
  const second = ([person, images]: [string, string[]]): Shown => ({ person, image: images[1]! });
  return {
    enrolled: [...returning, ...filling].map(first),
    visits: [...returning.map(second), ...strangers.map(first)],
  };
}
