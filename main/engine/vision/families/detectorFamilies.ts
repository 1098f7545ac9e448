import type { DetectorEntry } from '../manifest';
import type { Decoder } from './decoder';
import { rfbSsd } from './rfbSsd';
import { scrfd } from './scrfd';
import { yunet } from './yunet';

/** Detectors that look at an image once. */
export type SingleShotEntry = Exclude<DetectorEntry, { family: 'mtcnn' }>;

/** How the outputs of a detector that looks once are read. */
export function decoderOf(entry: SingleShotEntry): Decoder {
  if (entry.family === 'rfb-ssd') return rfbSsd(entry);
  return entry.family === 'yunet' ? yunet(entry) : scrfd(entry);
}
