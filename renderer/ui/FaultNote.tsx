import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FaultData } from '../../preload/contract/faults';
import classes from './FaultNote.module.css';
import { faultText } from './faultText';

/** A fault where it happened: what is wrong, what to do next, and the button that does it. */
export function FaultNote({ fault, children }: { fault: FaultData; children?: ReactNode }) {
  const { t } = useTranslation();
  const { what, next } = faultText(t, fault);
  return (
    <div className={classes.note} role="alert" data-testid="fault" data-code={fault.code}>
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
      <p>
        <strong>{what}</strong> {next}
      </p>
      {children}
    </div>
  );
}
