import { useStore } from 'zustand';
import { EnrolScreen } from '../screens/enrol/EnrolScreen';
import { LiveScreen } from '../screens/live/LiveScreen';
import { LogScreen } from '../screens/log/LogScreen';
import { PeopleScreen } from '../screens/people/PeopleScreen';
import { SettingsScreen } from '../screens/settings/SettingsScreen';
import { VerifyScreen } from '../screens/verify/VerifyScreen';
import { navigationStore } from '../stores';
import type { Screen } from '../stores/navigation';
import { Announcer } from './Announcer';
import { Banners } from './Banners';
import { Boundary } from './Boundary';
import classes from './Layout.module.css';
import { Navigation } from './Navigation';
import { StatusBar } from './StatusBar';

const views: Record<Screen, () => React.ReactNode> = {
  live: LiveScreen,
  enrol: EnrolScreen,
  verify: VerifyScreen,
  people: PeopleScreen,
  log: LogScreen,
  settings: SettingsScreen,
};

/** Navigation on the left, banners above, the screen, and the station's status below. */
export function Layout() {
  const screen = useStore(navigationStore, (state) => state.screen);
  const View = views[screen];
  return (
    <div className={classes.layout}>
      <Navigation />
      <div className={classes.content}>
        <Banners />
        <main className={classes.main} data-testid={`screen-${screen}`}>
          <Boundary key={screen}>
            <View />
          </Boundary>
        </main>
        <StatusBar />
      </div>
      <Announcer />
    </div>
  );
}
