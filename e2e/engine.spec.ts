import { call } from './fixtures/client';
import { killEngine } from './fixtures/engine';
import { expect, test } from './fixtures/foyer';
import { alex, foyerCli } from './fixtures/people';
import { LivePage } from './pages/LivePage';

test('an engine killed in mid-run comes back, the next recognition is logged, none is lost', async ({
  launchFoyer,
  dataWith,
}) => {
  const userData = await dataWith([alex]);
  const foyer = await launchFoyer({ camera: 'alexAgain', userData });
  const { page } = foyer;
  const live = new LivePage(page);
  await expect(live.checkIns(alex.personId)).toHaveCount(1);
  // The same face again is another visit, so that the one after the restart can be told apart.
  await call(page, 'settings.update', { cooldownSeconds: 0 });
  const { events: before } = await call(page, 'log.list', {});

  await killEngine(foyer);
  await expect(page.getByTestId('engine-restarting')).toBeVisible();
  await expect(page.getByTestId('engine-restarting')).toBeHidden({ timeout: 20_000 });
  await expect.poll(() => live.checkIns(alex.personId).count()).toBeGreaterThan(1);
  await expect(live.known(alex.personId)).toBeVisible();

  const { events: after } = await call(page, 'log.list', {});
  const ids = after.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
  expect(new Set(ids).size).toBe(ids.length);
  expect(foyer.shellLines.join('\n')).toContain('stopped unexpectedly');

  await foyer.close();
  expect(JSON.parse(await foyerCli(userData, 'db', 'check'))).toMatchObject({ ok: true });
});

test('an engine that keeps dying is said to be off, and the button brings it back', async ({
  launchFoyer,
  dataWith,
}) => {
  const foyer = await launchFoyer({ camera: 'alexAgain', userData: await dataWith([alex]) });
  const { page } = foyer;
  const live = new LivePage(page);
  await expect(live.known(alex.personId)).toBeVisible();
  let last: number | null = null;
  for (let death = 0; death < 4; death++) last = await killEngine(foyer, last);
  await expect(page.getByTestId('engine-failed')).toContainText('Recognition is off');
  await expect(live.faces).toHaveCount(0);
  await page.getByTestId('engine-restart').click();
  await expect(page.getByTestId('engine-failed')).toBeHidden();
  await expect(live.known(alex.personId)).toBeVisible({ timeout: 20_000 });
});
