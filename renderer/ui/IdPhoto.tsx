import { Button, FileButton, Loader } from '@mantine/core';
import { IconCamera, IconPhotoUp } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { FaultData } from '../../preload/contract/faults';
import type { ReasonCode } from '../../preload/contract/shapes';
import { en } from '../i18n/en';
import { idPhotoStore } from '../stores';
import { FaultNote } from './FaultNote';
import classes from './IdPhoto.module.css';
import { IdPhotoFaces } from './IdPhotoFaces';
import { readIdFile, useIdSnapshot, type UsePick } from './useIdPicture';

/** What is wrong with the photo, in words about a photo; other faults in their own. */
function PhotoFault({ fault }: { fault: FaultData }) {
  const { t } = useTranslation();
  const [first] = Array.isArray(fault.detail?.reasons) ? fault.detail.reasons : [];
  const known = typeof first === 'string' && first in en.reasons;
  const reason = known ? (first as ReasonCode) : null; // the words are by code
  const words =
    fault.code === 'NO_FACE'
      ? t('verify.photo.none')
      : fault.code === 'SEVERAL_FACES'
        ? t('verify.photo.several')
        : fault.code === 'POOR_QUALITY' && reason
          ? t('verify.photo.poor', { why: t(`reasons.${reason}.why`) })
          : null;
  if (!words) return <FaultNote fault={fault} />;
  return (
    <p className={classes.fault} role="alert" data-testid="fault" data-code={fault.code}>
      {words}
    </p>
  );
}

/** The photo of an ID: from a file, dropped or pasted, or taken by the camera. */
export function IdPhoto({ onUse, busy = false }: { onUse: UsePick; busy?: boolean }) {
  const { t } = useTranslation();
  const { photo, busy: reading, fault } = useStore(idPhotoStore);
  const takeSnapshot = useIdSnapshot();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) void readIdFile(file, onUse);
  };
  if (photo && photo.faces.length > 0 && !reading) {
    return <IdPhotoFaces photo={photo} busy={busy} onUse={onUse} />;
  }
  return (
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      data-testid="id-photo-drop"
    >
      <p className={classes.text}>{t('verify.photo.text')}</p>
      <div className={classes.actions}>
        <FileButton
          accept="image/jpeg,image/png,image/webp"
          onChange={(file) => file && void readIdFile(file, onUse)}
          inputProps={{ 'data-testid': 'id-photo-file' } as object}
        >
          {(props) => (
            <Button {...props} leftSection={<IconPhotoUp size={18} stroke={1.75} aria-hidden />}>
              {t('verify.photo.file')}
            </Button>
          )}
        </FileButton>
        <Button
          variant="default"
          leftSection={<IconCamera size={18} stroke={1.75} aria-hidden />}
          onClick={() => void takeSnapshot()}
          data-testid="id-photo-snapshot"
        >
          {t('verify.photo.snapshot')}
        </Button>
      </div>
      {reading ? (
        <p className={classes.hint} role="status">
          <Loader size={14} /> {t('verify.photo.reading')}
        </p>
      ) : (
        <p className={classes.hint}>{t('verify.photo.drop')}</p>
      )}
      {fault && <PhotoFault fault={fault} />}
    </div>
  );
}
