import {
  IconCheck,
  IconLoader2,
  IconRefresh,
  IconShieldX,
  IconUserPlus,
  type Icon,
} from '@tabler/icons-react';
import type { FaceView } from '../../preload/contract/frames';

export type FaceOutcome = FaceView['outcome'];

/** A state is colour, icon and words together; this is the icon. The colour is `--<outcome>`. */
export const outcomeIcons: Record<FaceOutcome, Icon> = {
  known: IconCheck,
  unknown: IconUserPlus,
  uncertain: IconRefresh,
  spoof: IconShieldX,
  pending: IconLoader2,
};
