import { randomUUID } from 'node:crypto';
import type { EnrolState } from '../../../preload/contract/calls/enrol';
import { Fault } from '../../../preload/contract/faults';
import type {
  IdCheck,
  OverrideReason,
  PersonRow,
  Quality,
  ReasonCode,
} from '../../../preload/contract/shapes';
import { cosine, fuse } from '../match/fuse';
import type { Gallery } from '../match/gallery';
import { keptOf, overridden, type ComparedId } from './idCheck';
import { isNew, nextWanted, wants, VIEWS_NEEDED, type View } from './views';

export interface Identity {
  personId: string;
  name: string;
  group: string;
}

export interface EnrolPeople {
  /** The person who has this ID of the organisation, or null. */
  byPersonId(personId: string): { id: string; name: string } | null;
  /** Throws Fault NOT_FOUND. */
  get(id: string): PersonRow;
  /** Person and templates in one transaction, then the gallery. Throws PERSON_ID_TAKEN, DISK. */
  add(identity: Identity, views: View[], idCheck: IdCheck | null): PersonRow;
  addTemplates(id: string, views: View[], idCheck: IdCheck | null): PersonRow;
}

export interface EnrolDeps {
  people: EnrolPeople;
  gallery: Pick<Gallery, 'search' | 'similarityTo'>;
  /** Threshold of a search of today's gallery: over it, a face counts as somebody's already. */
  searchThreshold(): number;
  now(): number;
  /** Threshold of one comparison: views of one person must reach it among themselves. */
  sameFaceThreshold(): number;
  /** Compares views with a face of an ID photo that was read. Throws Fault PHOTO_GONE, POOR_QUALITY. */
  compareId(views: readonly View[], pick: { photoId: string; face: number }): ComparedId;
  changed(state: EnrolState | null): void;
}

interface Session {
  id: string;
  identity: Identity;
  existing: string | null;
  views: View[];
  idCheck: ComparedId | null;
  guidance: ReasonCode | null;
  /** Frame clock when the last view was taken, or of the first frame. */
  since: number | null;
  /** Wall clock of the last call or view. */
  touchedAt: number;
}

/**
 * Nobody is checked in while an enrolment is under way, so one that was forgotten (a window that was
 * closed in the middle of it) must end by itself.
 */
const FORGOTTEN_MS = 5 * 60_000;

/** One enrolment at a time: views are taken from live frames, judged, kept in memory, saved at once. */
export function createEnrolment(deps: EnrolDeps) {
  let session: Session | null = null;

  const current = (id?: string): Session => {
    if (!session || (id !== undefined && session.id !== id)) {
      throw new Fault('ENROL_NO_SESSION', 'no enrolment with that id is under way');
    }
    return session;
  };
  const state = (): EnrolState | null =>
    session && {
      sessionId: session.id,
      ...session.identity,
      views: session.views.map(({ id, thumbnail, quality }) => ({
        viewId: id,
        thumbnail,
        quality,
      })),
      needed: VIEWS_NEEDED,
      guidance: nextWanted(session.views) === null ? null : session.guidance,
      wanted: nextWanted(session.views),
      idCheck: session.idCheck,
    };
  const tell = (): EnrolState => {
    current().touchedAt = deps.now();
    const now = state();
    deps.changed(now);
    return now!;
  };
  const assertFree = (personId: string) => {
    const holder = deps.people.byPersonId(personId);
    if (holder) {
      throw new Fault('PERSON_ID_TAKEN', `the ID "${personId}" belongs to ${holder.name}`, {
        personId,
        name: holder.name,
      });
    }
  };

  const end = () => {
    session = null;
    deps.changed(null);
  };

  return {
    active(): boolean {
      if (session && deps.now() - session.touchedAt > FORGOTTEN_MS) end();
      return session !== null;
    },
    state,

    start(input: Identity | { existing: string }): EnrolState {
      if ('existing' in input) {
        const { personId, name, group } = deps.people.get(input.existing);
        session = begin({ personId, name, group }, input.existing);
      } else {
        assertFree(input.personId);
        session = begin(input, null);
      }
      return tell();
    },

    /** Why the present frame gives no view; told to the window only when it changes. */
    guide(reason: ReasonCode | null): void {
      const s = current();
      if (s.guidance === reason) return;
      s.guidance = reason;
      deps.changed(state()); // advice alone does not keep a session alive
    },

    /** Whether a frame with this quality is worth embedding. */
    wants(quality: Quality, at: number): boolean {
      const s = current();
      s.since ??= at;
      return wants(s.views, quality, at, s.since);
    },

    /** Takes the view if it is the same face as the earlier ones and shows something new. */
    async offer(view: Omit<View, 'id' | 'thumbnail'>, picture: () => Promise<Uint8Array>) {
      const s = current();
      const same = deps.sameFaceThreshold();
      const strange =
        s.views.some((v) => cosine(v.vector, view.vector) < same) ||
        (s.existing !== null && (deps.gallery.similarityTo(s.existing, view.vector) ?? 1) < same);
      if (strange) return this.guide('DIFFERENT_FACE');
      if (!isNew(s.views, view, s.since ?? view.at)) return this.guide(null);
      const thumbnail = await picture();
      if (session !== s) return; // cancelled meanwhile
      s.views.push({ ...view, id: randomUUID(), thumbnail });
      s.since = view.at;
      s.guidance = null;
      tell();
    },

    undo(sessionId: string, viewId: string): EnrolState {
      const s = current(sessionId);
      if (!s.views.some((v) => v.id === viewId)) throw new Fault('NOT_FOUND', 'no such view');
      s.views = s.views.filter((v) => v.id !== viewId);
      s.idCheck = null; // it was about other views
      s.since = null;
      return tell();
    },

    compareId(sessionId: string, pick: { photoId: string; face: number }): EnrolState {
      const s = current(sessionId);
      requireViews(s);
      s.idCheck = deps.compareId(s.views, pick);
      return tell();
    },

    overrideId(sessionId: string, reason: OverrideReason): EnrolState {
      const s = current(sessionId);
      s.idCheck = overridden(s.idCheck, reason, deps.now());
      return tell();
    },

    dropId(sessionId: string): EnrolState {
      current(sessionId).idCheck = null;
      return tell();
    },

    save(sessionId: string, confirmDifferent: boolean) {
      const s = current(sessionId);
      requireViews(s);
      const idCheck = keptOf(s.idCheck);
      if (!s.existing) assertFree(s.identity.personId);
      if (!confirmDifferent) {
        const fused = fuse(
          s.views.map(({ vector, quality }) => ({ vector, weight: 1 + quality.unified })),
        );
        const double = deps.gallery
          .search(fused, 2)
          .find((hit) => hit.personId !== s.existing && hit.similarity >= deps.searchThreshold());
        if (double) {
          const person = deps.people.get(double.personId);
          return {
            status: 'looksLike' as const,
            person,
            similarity: Math.min(1, double.similarity),
          };
        }
      }
      const person = s.existing
        ? deps.people.addTemplates(s.existing, s.views, idCheck)
        : deps.people.add(s.identity, s.views, idCheck);
      end();
      return { status: 'saved' as const, person };
    },

    cancel(sessionId: string): void {
      current(sessionId);
      end();
    },
  };

  function requireViews({ views: { length } }: Session): void {
    if (length >= VIEWS_NEEDED) return;
    const detail = { captured: length, needed: VIEWS_NEEDED };
    throw new Fault('ENROL_INCOMPLETE', `${length} of ${VIEWS_NEEDED} views are taken`, detail);
  }

  function begin(identity: Identity, existing: string | null): Session {
    const fresh = {
      views: [],
      idCheck: null,
      guidance: 'NO_FACE' as const,
      since: null,
      touchedAt: deps.now(),
    };
    return { id: randomUUID(), identity, existing, ...fresh };
  }
}

export type Enrolment = ReturnType<typeof createEnrolment>;
