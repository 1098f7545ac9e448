import { call } from './fixtures/client';
import { axeFindings } from './fixtures/axe';
import { expect, test } from './fixtures/foyer';
import { alex } from './fixtures/people';
import { SettingsPage } from './pages/SettingsPage';

const screens = ['live', 'enrol', 'people', 'log', 'settings'] as const;

test('language and theme change at once and are kept', async ({ launchFoyer, folder }) => {
  const userData = folder('look');
  const first = await launchFoyer({ userData });
  const settings = new SettingsPage(first.page);
  const scheme = () => first.page.locator('html').getAttribute('data-mantine-color-scheme');
  await settings.open();
  await settings.language('简体中文');
  await expect(first.page.getByTestId('nav-people')).toHaveText('人员');
  await expect(first.page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await settings.theme('深色');
  await expect.poll(scheme).toBe('dark');
  await expect
    .poll(() => call(first.page, 'settings.get', {}))
    .toMatchObject({ locale: 'zh-CN', theme: 'dark' });
  await first.close();

  const { page } = await launchFoyer({ userData });
  await expect(page.getByTestId('nav-people')).toHaveText('人员');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  const again = new SettingsPage(page);
  await again.open();
  await again.language('English');
  await expect(page.getByTestId('nav-people')).toHaveText('People');
});

test('axe finds nothing serious on any screen, in both themes', async ({
  launchFoyer,
  dataWith,
}) => {
  test.setTimeout(120_000);
  const { page } = await launchFoyer({ camera: 'alexAgain', userData: await dataWith([alex]) });
  await expect(page.getByTestId('checkin')).toHaveCount(1);
  for (const theme of ['light', 'dark'] as const) {
    await call(page, 'settings.update', { theme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
    for (const screen of screens) {
      await page.getByTestId(`nav-${screen}`).click();
      await expect(page.getByTestId(`screen-${screen}`)).toBeVisible();
      expect(await axeFindings(page), `${screen}, ${theme}`).toEqual([]);
    }
    await page.getByTestId('nav-people').click();
    await page.getByTestId('person-row').first().click();
    await expect(page.getByTestId('template').first()).toBeVisible();
    expect(await axeFindings(page), `a person, ${theme}`).toEqual([]);
    await page.keyboard.press('Escape');
  }
});
