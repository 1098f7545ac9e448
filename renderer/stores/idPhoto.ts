import { createStore } from 'zustand/vanilla';
import type { ReadPhoto } from '../../preload/contract/calls/verify';
import type { FaultData } from '../../preload/contract/faults';
import { type Client, faultOf } from './client';

export interface IdPhotoState {
  /** What the engine found on the photo at hand; null without one. */
  photo: ReadPhoto | null;
  /** Index of the face that is taken for the document's. */
  face: number;
  busy: boolean;
  fault: FaultData | null;
  /** Answers the face to compare with at once; null where somebody must choose first, or it failed. */
  read(
    photo: Uint8Array,
    from: 'file' | 'snapshot',
  ): Promise<{ photoId: string; face: number } | null>;
  choose(face: number): void;
  fail(fault: FaultData): void;
  clear(): void;
}

/** The photo of an ID document that is at hand: read by the engine, shown until a face is chosen. */
export function createIdPhotoStore(client: Client) {
  let asked = 0;
  return createStore<IdPhotoState>()((set) => ({
    photo: null,
    face: 0,
    busy: false,
    fault: null,
    async read(bytes, from) {
      const mine = ++asked;
      set({ photo: null, busy: true, fault: null });
      try {
        const photo = await client.call('verify.readPhoto', { photo: bytes, from });
        if (mine !== asked) return null;
        set({ photo, face: photo.likely, busy: false });
        // A snapshot may show its holder alone: somebody must say which face is the document's.
        return from === 'file' ? { photoId: photo.photoId, face: photo.likely } : null;
      } catch (error) {
        if (mine === asked) set({ busy: false, fault: faultOf(error) });
        return null;
      }
    },
    choose: (face) => set({ face }),
    fail: (fault) => set({ fault, busy: false }),
    clear() {
      asked++;
      set({ photo: null, face: 0, busy: false, fault: null });
    },
  }));
}
