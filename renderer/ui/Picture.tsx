import { IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './Picture.module.css';
import { useJpegUrl } from './useJpegUrl';

interface PictureProps {
  jpeg: Uint8Array | null | undefined;
  /** Whose picture; empty where the name stands right beside it. */
  name: string;
  size: number;
  /** Round for people, square for events. */
  round?: boolean;
}

/** An aligned crop, or a plain silhouette where no picture is kept. */
export function Picture({ jpeg, name, size, round = false }: PictureProps) {
  const { t } = useTranslation();
  const url = useJpegUrl(jpeg);
  return (
    <span
      className={classes.picture}
      data-round={round || undefined}
      style={{ width: size, height: size }}
      title={jpeg ? undefined : t('common.picture.none')}
    >
      {url ? (
        <img src={url} alt={name && t('common.picture.of', { name })} width={size} height={size} />
      ) : (
        <IconUser size={size * 0.5} stroke={1.5} aria-hidden />
      )}
    </span>
  );
}
