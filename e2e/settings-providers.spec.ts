import { readFileSync } from 'node:fs';
import path from 'node:path';
import { axeFindings } from './fixtures/axe';
import { call } from './fixtures/client';
import { expect, test } from './fixtures/foyer';
import { SettingsPage } from './pages/SettingsPage';

// No computer that runs these tests is asked to have a GPU: what is there is read off the screen.
test('every provider is tried in a process of its own, shown, remembered, and tried again on demand', async ({
  launchFoyer,
  folder,
}) => {
  const userData = folder('providers');
  const { page, close } = await launchFoyer({ userData });
  await new SettingsPage(page).open();
  const rows = page.getByTestId('providers').locator('tbody tr');
  const progress = page.getByTestId('providers-progress');
  await expect(page.getByTestId('providers').locator('[data-used]')).toHaveCount(1);
  await expect(progress).toContainText('Checked', { timeout: 90_000 });
  expect(await rows.count()).toBeGreaterThan(1);
  for (const row of (await rows.all()).slice(1)) {
    await expect(row).toHaveAttribute('data-state', /right|wrong|unavailable/);
  }
  expect(await axeFindings(page)).toEqual([]);

  const { checkedAt, used } = await call(page, 'engine.providers', {});
  await page.getByTestId('providers-check').focus();
  await page.keyboard.press('Enter');
  await expect(progress).toContainText('Trying');
  await expect(page.getByTestId('providers-check')).toBeFocused();
  await expect(progress).toContainText('Checked', { timeout: 90_000 });
  const again = await call(page, 'engine.providers', {});
  expect(again.checkedAt).toBeGreaterThan(checkedAt!);
  await close();

  const file = JSON.parse(readFileSync(path.join(userData, 'providers.json'), 'utf8')) as object;
  expect(file).toMatchObject({ format: 1, machines: [{ checkedAt: again.checkedAt }] });
  const next = await launchFoyer({ userData });
  expect(await call(next.page, 'engine.providers', {})).toMatchObject({
    used,
    checking: null,
    checkedAt: again.checkedAt,
  });
});

test('a provider that is set and is not there leaves the engine up on the CPU, and says so', async ({
  launchFoyer,
}) => {
  const { page } = await launchFoyer();
  const elsewhere = process.platform === 'darwin' ? 'dml' : 'coreml';
  await call(page, 'settings.update', { provider: elsewhere });
  await expect
    .poll(async () => (await call(page, 'engine.providers', {})).reason, { timeout: 90_000 })
    .toBe('setWrong');
  await new SettingsPage(page).open();
  await expect(page.getByTestId('provider-reason')).toContainText('so the CPU runs');
  await expect(
    page.locator(`[data-provider="${elsewhere}"][data-state="unavailable"]`),
  ).toBeVisible();
  await expect(page.locator('[data-provider="cpu"][data-used]')).toBeVisible();
});
