import { Button, NativeSelect } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { EnrolState } from '../../../preload/contract/calls/enrol';
import type { OverrideReason } from '../../../preload/contract/shapes';
import { useFormat } from '../../i18n/format';
import { enrolStore, idPhotoStore } from '../../stores';
import { IdPhoto } from '../../ui/IdPhoto';
import { Picture } from '../../ui/Picture';
import { SimilarityBar } from '../../ui/SimilarityBar';
import { readIdFile, usePastedPicture } from '../../ui/useIdPicture';
import classes from './IdPhotoStep.module.css';

const overrideReasons: readonly OverrideReason[] = [
  'old-photo',
  'changed-looks',
  'poor-photo',
  'other-proof',
];
type Compared = NonNullable<EnrolState['idCheck']>;

/** Goes on with a photo that does not match, once a reason is given. */
function Override() {
  const { t } = useTranslation();
  const busy = useStore(enrolStore, (state) => state.busy);
  const [chosen, setChosen] = useState('');
  const reason = overrideReasons.find((each) => each === chosen);
  return (
    <>
      <p className={classes.text}>{t('verify.idCheck.mismatchText')}</p>
      <div className={classes.override}>
        <NativeSelect
          aria-label={t('verify.idCheck.reason')}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={[
            { value: '', label: t('verify.idCheck.chooseReason') },
            ...overrideReasons.map((value) => ({
              value,
              label: t(`verify.idCheck.override.${value}`),
            })),
          ]}
          data-testid="id-override-reason"
        />
        <Button
          variant="default"
          disabled={!reason}
          loading={busy}
          onClick={() => reason && void enrolStore.getState().overrideId(reason)}
          data-testid="id-override"
        >
          {t('verify.idCheck.goOn')}
        </Button>
      </div>
    </>
  );
}

function Result({ check, view }: { check: Compared; view: Uint8Array | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { similarity, threshold, match, override, face } = check;
  const ResultIcon = match ? IconCheck : IconAlertTriangle;
  return (
    <div className={classes.result} data-testid="id-check" data-match={match}>
      <div className={classes.pair}>
        <figure>
          <Picture jpeg={view} name="" size={88} />
          <figcaption>{t('verify.idCheck.view')}</figcaption>
        </figure>
        <figure>
          <Picture jpeg={face} name="" size={88} />
          <figcaption>{t('verify.result.document')}</figcaption>
        </figure>
      </div>
      <div className={classes.answer}>
        <p className={classes.words} data-match={match} role="status">
          <ResultIcon size={20} stroke={2} aria-hidden />
          {match ? t('verify.idCheck.match') : t('verify.idCheck.mismatch')}
        </p>
        <SimilarityBar
          similarity={similarity}
          threshold={threshold}
          outcome={match ? 'known' : 'spoof'}
        />
        <p className={classes.text}>
          {t('verify.idCheck.figures', {
            similarity: format.similarity(similarity),
            threshold: format.similarity(threshold),
          })}
        </p>
        {!match && !override && <Override />}
        {override && (
          <p className={classes.text} data-testid="id-overridden">
            {t('verify.idCheck.overridden', {
              reason: t(`verify.idCheck.override.${override.reason}`),
            })}
          </p>
        )}
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          className={classes.drop}
          onClick={() => {
            idPhotoStore.getState().clear();
            void enrolStore.getState().dropId();
          }}
          data-testid="id-drop"
        >
          {t('verify.idCheck.drop')}
        </Button>
      </div>
    </div>
  );
}

/** Optional: the views against the photo of the person's ID. */
export function IdPhotoStep({ session }: { session: EnrolState }) {
  const { t } = useTranslation();
  const busy = useStore(enrolStore, (state) => state.busy);
  const { idCheck, views } = session;
  const compare = useCallback(
    (pick: { photoId: string; face: number }) => void enrolStore.getState().compareId(pick),
    [],
  );
  usePastedPicture(useCallback((file: File) => void readIdFile(file, compare), [compare]));
  useEffect(() => () => idPhotoStore.getState().clear(), []);
  return (
    <section className={classes.step} aria-label={t('verify.idCheck.title')}>
      <h3 className={classes.title}>
        {t('verify.idCheck.title')} <span className="quiet">{t('verify.idCheck.optional')}</span>
      </h3>
      {idCheck ? (
        <Result check={idCheck} view={views[0]?.thumbnail} />
      ) : (
        <>
          <p className={classes.text}>{t('verify.idCheck.text')}</p>
          <IdPhoto busy={busy} onUse={compare} />
        </>
      )}
    </section>
  );
}
