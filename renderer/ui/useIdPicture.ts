import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { idPhotoStore } from '../stores';
import { liveStore } from '../stores/live';
import { tell } from './notify';

export type UsePick = (pick: { photoId: string; face: number }) => void;

/** Reads a picture file of an ID; hands on the face to compare with where there is one for sure. */
export async function readIdFile(file: Blob, use: UsePick): Promise<void> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const pick = await idPhotoStore.getState().read(bytes, 'file');
  if (pick) use(pick);
}

/** Takes the camera's picture in full size, for whoever is asked which face is the document's. */
export function useIdSnapshot(): () => Promise<void> {
  const { t } = useTranslation();
  return async () => {
    const picture = await liveStore.getState().snapshot();
    if (!picture) return tell(t('verify.photo.noPicture'));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    canvas.getContext('2d')?.drawImage(picture, 0, 0);
    picture.close();
    const png = await canvas.convertToBlob({ type: 'image/png' }); // nothing is lost on a small face
    await idPhotoStore.getState().read(new Uint8Array(await png.arrayBuffer()), 'snapshot');
  };
}

/** Takes a picture that is pasted anywhere on the screen, while it is shown. */
export function usePastedPicture(onPicture: (file: File) => void): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const file = [...(event.clipboardData?.files ?? [])].find(({ type }) =>
        type.startsWith('image/'),
      );
      if (!file) return; // words go where they are pasted
      event.preventDefault();
      onPicture(file);
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, [onPicture]);
}
