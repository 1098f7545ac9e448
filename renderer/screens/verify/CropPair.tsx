import { useTranslation } from 'react-i18next';
import type { VerifyState } from '../../../preload/contract/calls/verify';
import { Picture } from '../../ui/Picture';
import classes from './ResultCard.module.css';

/** The two faces that are compared, side by side. */
export function CropPair({ session: { reference, verdict } }: { session: VerifyState }) {
  const { t } = useTranslation();
  const problem = reference.kind === 'document' ? reference.problem : null;
  return (
    <>
      <div className={classes.pair} data-outcome={verdict?.outcome}>
        <figure>
          <Picture jpeg={verdict?.face} name="" size={112} />
          <figcaption>{t('verify.result.live')}</figcaption>
        </figure>
        <figure>
          <Picture jpeg={reference.picture} name="" size={112} />
          <figcaption>{t(`verify.result.${reference.kind}`)}</figcaption>
        </figure>
      </div>
      {problem && (
        <p className={classes.weak}>
          {t('verify.photo.weak', { why: t(`reasons.${problem}.why`) })}
        </p>
      )}
    </>
  );
}
