import { type ReactNode, useId } from 'react';
import classes from './SettingsRow.module.css';

interface SettingsRowProps {
  label: string;
  hint?: ReactNode;
  /** The control; it gets the ids that tie it to its label and hint. */
  children: (ids: { 'aria-labelledby': string; 'aria-describedby': string }) => ReactNode;
}

/** A setting: its name and what it does on the left, the control on the right. */
export function SettingsRow({ label, hint, children }: SettingsRowProps) {
  const id = useId();
  const [labelId, hintId] = [`${id}l`, `${id}h`];
  return (
    <div className={classes.row}>
      <div className={classes.words}>
        <p id={labelId} className={classes.label}>
          {label}
        </p>
        <p id={hintId} className={classes.hint}>
          {hint}
        </p>
      </div>
      <div className={classes.control}>
        {children({ 'aria-labelledby': labelId, 'aria-describedby': hintId })}
      </div>
    </div>
  );
}
