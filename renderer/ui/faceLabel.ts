import type { TFunction } from 'i18next';
import type { FaceView } from '../../preload/contract/frames';
import type { Format } from '../i18n/format';
import type { FaceLabel } from './paintFaces';
import type { FaceOutcome } from './outcomes';

/** The outcomes' icons as path data, for the canvas; the same shapes as `outcomeIcons`. */
const paths: Record<FaceOutcome, string> = {
  known: 'M4 12l6 6L21 6',
  unknown: 'M12 4v16M4 12h16',
  uncertain: 'M20 11a8 8 0 1 0-2 6M20 4v7h-7',
  spoof: 'M5 5l14 14M19 5L5 19',
  pending: '',
};

/** One face in words: the answer as title, the evidence or the advice as detail. */
export function faceWords(t: TFunction, format: Format, face: FaceView) {
  const similarity = face.similarity === null ? '' : format.similarity(face.similarity);
  const advice = face.reason ? t(`reasons.${face.reason}.advice`) : '';
  switch (face.outcome) {
    case 'known':
      return { title: face.person?.name ?? t('common.outcome.known'), detail: similarity };
    case 'unknown':
      return { title: t('common.outcome.unknown'), detail: similarity };
    case 'spoof':
      return { title: t('common.outcome.spoof'), detail: '' };
    case 'uncertain':
      return { title: advice || t('common.outcome.uncertain'), detail: '' };
    case 'pending':
      return { title: advice || t('common.outcome.pending'), detail: '' };
  }
}

/** The plate's content for the painter. */
export function faceLabel(t: TFunction, format: Format, face: FaceView): FaceLabel {
  return { ...faceWords(t, format, face), icon: paths[face.outcome] };
}
