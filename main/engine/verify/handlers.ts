import type { Handlers } from '../../../preload/contract/calls';
import type { verify } from '../../../preload/contract/calls/verify';
import type { Turns } from '../turns';
import type { IdPhotos } from './idPhotos';
import type { Verification } from './verification';

export type VerifyHandlers = Handlers<typeof verify>;

/** The calls of 1:1 verification. A photo is looked at between two frames. */
export function createVerifyHandlers(deps: {
  verification: Verification;
  photos: IdPhotos;
  turns: Turns;
}): VerifyHandlers {
  const { verification, photos, turns } = deps;
  return {
    'verify.readPhoto': ({ photo, from }) => turns(() => photos.read(photo, from)),
    'verify.start': (input) =>
      'personId' in input
        ? verification.startPerson(input.personId)
        : verification.startPhoto(input.photoId, input.face),
    'verify.state': () => verification.state(),
    'verify.again': ({ sessionId }) => verification.again(sessionId),
    'verify.end': ({ sessionId }) => {
      verification.end(sessionId);
      photos.forget();
      return {};
    },
  };
}
