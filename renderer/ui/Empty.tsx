import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Empty.module.css';

interface EmptyProps {
  icon: Icon;
  title: string;
  text: string;
  /** The next step, as buttons. */
  children?: ReactNode;
  /** On the picture's dark ground. */
  onStage?: boolean;
  testId?: string;
}

/** What a screen says when there is nothing to show: the fact, and the next step. */
export function Empty({ icon: Icon, title, text, children, onStage = false, testId }: EmptyProps) {
  return (
    <div className={classes.empty} data-stage={onStage || undefined} data-testid={testId}>
      <span className={classes.icon}>
        <Icon size={28} stroke={1.5} aria-hidden />
      </span>
      <p className={classes.title}>{title}</p>
      <p className={classes.text}>{text}</p>
      {children && <div className={classes.actions}>{children}</div>}
    </div>
  );
}
