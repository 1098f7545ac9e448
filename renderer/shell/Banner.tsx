import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Banner.module.css';

interface BannerProps {
  tone: 'known' | 'uncertain' | 'spoof' | 'offline';
  icon: Icon;
  testId: string;
  action?: ReactNode;
  children: ReactNode;
}

/** One line above the screen, in a state's colour, icon and words, with its one action. */
export function Banner({ tone, icon: BannerIcon, testId, action, children }: BannerProps) {
  return (
    <div
      className={classes.banner}
      data-tone={tone}
      data-testid={testId}
      role={tone === 'spoof' ? 'alert' : 'status'}
    >
      <BannerIcon size={18} stroke={1.75} aria-hidden />
      <p className={classes.words}>{children}</p>
      {action}
    </div>
  );
}
