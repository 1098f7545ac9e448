import {
  IconIdBadge2,
  IconListDetails,
  IconScan,
  IconSettings,
  IconUserPlus,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { navigationStore } from '../stores';
import type { Screen } from '../stores/navigation';
import { Mark } from './Mark';
import classes from './Navigation.module.css';

const entries: { screen: Screen; icon: Icon }[] = [
  { screen: 'live', icon: IconScan },
  { screen: 'enrol', icon: IconUserPlus },
  { screen: 'verify', icon: IconIdBadge2 },
  { screen: 'people', icon: IconUsers },
  { screen: 'log', icon: IconListDetails },
  { screen: 'settings', icon: IconSettings },
];

export function Navigation() {
  const { t } = useTranslation();
  const { screen: current, go } = useStore(navigationStore);
  return (
    <nav className={classes.nav} aria-label={t('common.navigation')}>
      <div className={classes.brand}>
        <Mark />
        <span>{t('common.app')}</span>
      </div>
      <ul className={classes.list}>
        {entries.map(({ screen, icon: EntryIcon }) => (
          <li key={screen} className={classes.item} data-last={screen === 'settings' || undefined}>
            <button
              type="button"
              className={classes.link}
              aria-current={screen === current ? 'page' : undefined}
              onClick={() => go(screen)}
              data-testid={`nav-${screen}`}
            >
              <EntryIcon size={20} stroke={1.75} aria-hidden />
              <span>{t(`common.nav.${screen}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
