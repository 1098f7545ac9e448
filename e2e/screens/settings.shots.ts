import { expect, test } from '../fixtures/foyer';
import { SettingsPage } from '../pages/SettingsPage';
import { alex, samuel } from './people';
import { nameTheCamera, rewrite, shootBoth } from './shoot';

const sections = ['camera', 'recognition', 'engine', 'data', 'look', 'about'] as const;

test('settings: every section', async ({ launchFoyer, dataWith }) => {
  const userData = await dataWith([alex, samuel]);
  const { app, page } = await launchFoyer({ camera: 'alex', userData });
  await nameTheCamera(app, page);
  await new SettingsPage(page).open();
  for (const section of sections) {
    const heading = page.locator(`#settings-${section}`);
    await shootBoth(page, `settings-${section}`, async () => {
      await heading.evaluate((element) => element.scrollIntoView({ behavior: 'instant' }));
      await expect(heading).toBeInViewport();
      await rewrite(page, userData, '/home/desk/.config/Foyer');
    });
  }
});
