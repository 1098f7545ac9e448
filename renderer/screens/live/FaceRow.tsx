import { useTranslation } from 'react-i18next';
import type { FaceView } from '../../../preload/contract/frames';
import { useFormat } from '../../i18n/format';
import { OutcomeMark } from '../../ui/Badge';
import { faceWords } from '../../ui/faceLabel';
import { LiveCrop } from './LiveCrop';
import classes from './FaceRow.module.css';

/** One more face in view, in one line. */
export function FaceRow({ face }: { face: FaceView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { title, detail } = faceWords(t, format, face);
  return (
    <li
      className={classes.row}
      data-testid="face"
      data-outcome={face.outcome}
      data-person={face.person?.personId}
      data-track={face.trackId}
      data-reason={face.reason ?? undefined}
    >
      <LiveCrop trackId={face.trackId} size={40} label={t('live.now.liveCrop')} />
      <span className={classes.title} data-testid="face-title">
        {title}
      </span>
      <span className={classes.detail}>{detail}</span>
      <OutcomeMark outcome={face.outcome} />
    </li>
  );
}
