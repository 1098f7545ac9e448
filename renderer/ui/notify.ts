import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import type { FaultData } from '../../preload/contract/faults';
import { faultText } from './faultText';

/** Says that something was done. */
export function tell(message: string): void {
  notifications.show({ message, color: 'teal', withBorder: true });
}

/** Says what failed and what to do next, where no place on the screen is nearer. */
export function tellFault(fault: FaultData): void {
  const { what, next } = faultText(i18next.t, fault);
  notifications.show({
    title: what,
    message: next,
    color: 'red',
    withBorder: true,
    autoClose: 8000,
  });
}
