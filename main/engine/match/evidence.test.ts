import { describe, expect, it } from 'vitest';
import { createEvidence } from './evidence';
import { normalise } from './fuse';
import { Gallery } from './gallery';

const v = (...numbers: number[]) => normalise(Float32Array.from(numbers));
const port = (gallery: Gallery) => ({
  search: (vector: Float32Array) => gallery.search(vector, 2),
  version: () => gallery.version,
});

describe('evidence of a track', () => {
  it('is empty before a frame was embedded', () => {
    const evidence = createEvidence(port(new Gallery(2)));
    expect(evidence.read()).toEqual({ hits: [], votes: [], frames: 0, liveness: null });
    expect(evidence.vector()).toBeNull();
  });

  it('collects each frame’s own nearest person and searches with the fused one', () => {
    const gallery = new Gallery(2);
    gallery.add({ templateId: 'a', personId: 'ann', vector: v(1, 0) });
    gallery.add({ templateId: 'b', personId: 'bob', vector: v(0, 1) });
    const evidence = createEvidence(port(gallery));
    evidence.addProbe({ vector: v(1, 0.1), weight: 1 }, 0);
    evidence.addProbe({ vector: v(1, 0.2), weight: 1 }, 33);
    evidence.addProbe({ vector: v(0.4, 1), weight: 0.1 }, 66);
    const { hits, votes, frames } = evidence.read();
    expect(votes).toEqual(['ann', 'ann', 'bob']);
    expect(hits[0]!.personId).toBe('ann');
    expect(frames).toBe(3);
  });

  it('sees who was enrolled while the face stood there, and forgets who was removed', () => {
    const gallery = new Gallery(2);
    const evidence = createEvidence(port(gallery));
    evidence.addProbe({ vector: v(1, 0), weight: 1 }, 0);
    expect(evidence.read().hits).toEqual([]);
    gallery.add({ templateId: 'a', personId: 'ann', vector: v(1, 0) });
    evidence.refresh();
    expect(evidence.read()).toMatchObject({ hits: [{ personId: 'ann' }], votes: ['ann'] });
    gallery.removePerson('ann');
    evidence.refresh();
    expect(evidence.read().hits).toEqual([]);
  });

  it('means liveness over the newest looks only', () => {
    const evidence = createEvidence(port(new Gallery(2)));
    for (let n = 0; n < 40; n++) evidence.addLiveness(n < 20 ? 0 : 1, n);
    expect(evidence.read().liveness).toEqual({ mean: 1, frames: 40 });
  });
});
