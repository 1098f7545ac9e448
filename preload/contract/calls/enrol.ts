import { z } from 'zod';
import { FacePick } from './verify';
import {
  Group,
  Id,
  IdCheck,
  Jpeg,
  Name,
  PersonId,
  PersonRow,
  Quality,
  ReasonCode,
  Similarity,
  overrideReasons,
} from '../shapes';

/** One captured view of an enrolment that is under way. It lives in memory until it is saved. */
export const EnrolView = z.object({ viewId: Id, thumbnail: Jpeg, quality: Quality });
export type EnrolView = z.infer<typeof EnrolView>;

export const EnrolState = z.object({
  sessionId: Id,
  personId: PersonId,
  name: Name,
  group: Group,
  views: z.array(EnrolView),
  needed: z.number().int(),
  /** What the person in front of the camera should do now; null once enough views are taken. */
  guidance: ReasonCode.nullable(),
  /** A different view is wanted next: looking straight, or a little to one side, up or down. */
  wanted: z.enum(['front', 'left', 'right', 'up', 'down', 'any']).nullable(),
  /** The comparison with an ID photo, and the face on it to look at; null while there is none. */
  idCheck: IdCheck.extend({ face: Jpeg }).nullable(),
});
export type EnrolState = z.infer<typeof EnrolState>;

export const enrol = {
  'enrol.checkPersonId': {
    input: z.object({ personId: PersonId }),
    output: z.object({ takenBy: z.object({ id: Id, name: Name }).nullable() }),
  },
  /**
   * Starts taking views from the frames that stream; a session that was under way is dropped.
   * With `existing` the views are added to that person. PERSON_ID_TAKEN, NOT_FOUND.
   */
  'enrol.start': {
    input: z.union([
      z.object({ personId: PersonId, name: Name, group: Group.default('') }),
      z.object({ existing: Id }),
    ]),
    output: EnrolState,
  },
  'enrol.state': { input: z.object({}), output: EnrolState.nullable() },
  /**
   * Compares the views with a face of an ID photo (`verify.readPhoto`). ENROL_INCOMPLETE below the
   * needed number of views, PHOTO_GONE. Taking a view away takes the comparison away too.
   */
  'enrol.compareId': { input: FacePick.extend({ sessionId: Id }), output: EnrolState },
  /** Goes on though the ID photo does not match: the reason is kept and written to the audit. */
  'enrol.overrideId': {
    input: z.object({ sessionId: Id, reason: z.enum(overrideReasons) }),
    output: EnrolState,
  },
  /** Takes the comparison back. */
  'enrol.dropId': { input: z.object({ sessionId: Id }), output: EnrolState },
  'enrol.undo': { input: z.object({ sessionId: Id, viewId: Id }), output: EnrolState },
  /**
   * Saves person and templates in one transaction. When the gallery already holds a face this
   * similar under another ID nothing is saved and that person is returned; ask, and call again with
   * `confirmDifferent`. ENROL_INCOMPLETE below the needed number of views; PERSON_ID_TAKEN; ID_MISMATCH
   * when an ID photo was compared, did not match, and nobody said to go on.
   */
  'enrol.save': {
    input: z.object({ sessionId: Id, confirmDifferent: z.boolean().default(false) }),
    output: z.discriminatedUnion('status', [
      z.object({ status: z.literal('saved'), person: PersonRow }),
      z.object({ status: z.literal('looksLike'), person: PersonRow, similarity: Similarity }),
    ]),
  },
  'enrol.cancel': { input: z.object({ sessionId: Id }), output: z.object({}) },
} as const;
