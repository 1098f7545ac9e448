import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ReadPhoto } from '../../preload/contract/calls/verify';
import { useFormat } from '../i18n/format';
import { idPhotoStore } from '../stores';
import classes from './IdPhoto.module.css';
import { Picture } from './Picture';
import type { UsePick } from './useIdPicture';

interface IdPhotoFacesProps {
  photo: ReadPhoto;
  busy: boolean;
  onUse: UsePick;
}

/** The faces of a photo, one of them the document's; a click says which. */
export function IdPhotoFaces({ photo, busy, onUse }: IdPhotoFacesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { face, choose, clear } = useStore(idPhotoStore);
  const problem = photo.faces[face]?.problem;
  const faces = photo.faces.map((each, index) => ({ ...each, index }));
  return (
    <fieldset className={classes.which}>
      <legend>{t('verify.photo.which')}</legend>
      <div className={classes.faces}>
        {faces.map(({ crop, widthPx, quality, index }) => {
          const facts = { px: format.count(widthPx), quality: format.count(quality.unified) };
          return (
            <button
              key={index}
              type="button"
              className={classes.face}
              aria-pressed={index === face}
              aria-label={t('verify.photo.face', { number: index + 1, ...facts })}
              onClick={() => choose(index)}
              data-testid="id-photo-face"
            >
              <Picture jpeg={crop} name="" size={80} />
              <span>{t('verify.photo.facts', facts)}</span>
            </button>
          );
        })}
      </div>
      {problem && (
        <p className={classes.hint}>
          {t('verify.photo.weak', { why: t(`reasons.${problem}.why`) })}
        </p>
      )}
      <div className={classes.actions}>
        <Button
          loading={busy}
          onClick={() => onUse({ photoId: photo.photoId, face })}
          data-testid="id-photo-use"
        >
          {t('verify.photo.use')}
        </Button>
        <Button variant="subtle" color="gray" onClick={clear} data-testid="id-photo-other">
          {t('verify.photo.other')}
        </Button>
      </div>
    </fieldset>
  );
}
