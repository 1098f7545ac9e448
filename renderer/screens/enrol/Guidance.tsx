import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconCheck,
  IconEye,
  IconInfoCircle,
  IconRotate,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EnrolState } from '../../../preload/contract/calls/enrol';
import classes from './Guidance.module.css';

type Wanted = NonNullable<EnrolState['wanted']>;

// The picture is mirrored, so the arrow points where the person turns to.
const icons: Record<Wanted, Icon> = {
  front: IconEye,
  left: IconArrowLeft,
  right: IconArrowRight,
  up: IconArrowUp,
  down: IconArrowDown,
  any: IconRotate,
};

/** One sentence to the person at the camera: what is in the way, or which view comes next. */
export function Guidance({ session }: { session: EnrolState }) {
  const { t } = useTranslation();
  const { guidance, wanted, views, needed } = session;
  const full = views.length >= needed;
  const blocked = guidance !== null && guidance !== 'HOLD_STILL';
  const next = wanted ?? 'any';
  const GuidanceIcon = full ? IconCheck : blocked ? IconInfoCircle : icons[next];
  const words = full
    ? t('enrol.capture.enough')
    : blocked
      ? t(`reasons.${guidance}.advice`)
      : t(`enrol.capture.wanted.${next}`);
  return (
    <div
      className={classes.guidance}
      role="status"
      aria-label={t('enrol.capture.guidance')}
      data-testid="guidance"
      data-reason={guidance ?? undefined}
      data-wanted={wanted ?? undefined}
      data-tone={full ? 'known' : blocked ? 'uncertain' : 'plain'}
    >
      <GuidanceIcon size={28} stroke={2} aria-hidden />
      <span>{words}</span>
    </div>
  );
}
