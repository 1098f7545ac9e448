import { call } from '../fixtures/client';
import { enginePid, killEngine } from '../fixtures/engine';
import { expect, test } from '../fixtures/foyer';
import { LivePage } from '../pages/LivePage';
import { alex, samuel } from './people';
import { closeKeyNotice, nameTheCamera, rewrite, shoot, shootBoth } from './shoot';

test('live: known, dark, the engine restarting', async ({ launchFoyer, dataWith }) => {
  const userData = await dataWith([alex, samuel]);
  // A visit by the other one first, so that the day has more than one.
  const earlier = await launchFoyer({ camera: 'sam', userData });
  await expect(new LivePage(earlier.page).checkIns(samuel.personId)).toHaveCount(1);
  await earlier.close();

  const foyer = await launchFoyer({ camera: 'alexAgain', userData });
  const { app, page } = foyer;
  await nameTheCamera(app, page);
  const live = new LivePage(page);
  const known = () => expect(live.known(alex.personId)).toBeVisible();
  await known();
  await shootBoth(page, 'live-known', known);

  await call(page, 'settings.update', { theme: 'dark' });
  await shootBoth(page, 'live-known-dark', known);
  await call(page, 'settings.update', { theme: 'light' });

  await shootBoth(
    page,
    'live-engine-restarting',
    async () => {
      await known();
      const next = await killEngine(foyer);
      await expect.poll(async () => ((await enginePid(foyer)) ?? next) !== next).toBe(true);
      // Held, so that there is time to look.
      process.kill((await enginePid(foyer))!, 'SIGSTOP');
      await expect(page.getByTestId('engine-restarting')).toBeVisible();
    },
    async () => {
      process.kill((await enginePid(foyer))!, 'SIGCONT');
      await expect(page.getByTestId('engine-restarting')).toBeHidden();
    },
  );
});

test('live: look again, since two people are equally near', async ({ launchFoyer, dataWith }) => {
  const double = { ...alex, personId: '2044', name: 'Alexander Martin-Reed' };
  const userData = await dataWith([alex, double]);
  const { app, page } = await launchFoyer({ camera: 'alexAgain', userData });
  await nameTheCamera(app, page);
  const live = new LivePage(page);
  await shootBoth(page, 'live-look-again', () =>
    expect(live.withOutcome(live.faces, 'uncertain')).toBeVisible(),
  );
});

test('live: too far away', async ({ launchFoyer, dataWith }) => {
  const userData = await dataWith([alex]);
  const before = await launchFoyer({ userData });
  await call(before.page, 'settings.update', { minFacePx: 400 }); // everybody is too far away
  await before.close();
  const { app, page } = await launchFoyer({ camera: 'alexAgain', userData });
  await nameTheCamera(app, page);
  await shootBoth(page, 'live-too-far', () =>
    expect(page.locator('[data-testid="face"][data-reason="TOO_FAR"]')).toBeVisible(),
  );
});

test('live: not enrolled', async ({ launchFoyer, dataWith }) => {
  const { app, page } = await launchFoyer({ camera: 'sam', userData: await dataWith([alex]) });
  await nameTheCamera(app, page);
  const live = new LivePage(page);
  await shootBoth(page, 'live-not-enrolled', () =>
    expect(live.withOutcome(live.faces, 'unknown')).toBeVisible(),
  );
});

test('live: no camera, and the sample that stands in for one', async ({ launchFoyer }) => {
  const { page } = await launchFoyer();
  const live = new LivePage(page);
  await expect(page.getByTestId('nav-live')).toBeVisible();
  await shootBoth(page, 'live-no-camera', () =>
    expect(live.stage).toHaveAttribute('data-state', 'no-camera'),
  );
  await page.getByTestId('stage-sample').click();
  await expect(live.withOutcome(live.events, 'known').first()).toBeVisible({ timeout: 60_000 });
  await shootBoth(page, 'live-sample', () =>
    expect(live.withOutcome(live.faces, 'known')).toBeVisible(),
  );
});

test('live: recognition off', async ({ launchFoyer, folder }) => {
  const models = folder('models');
  const { page } = await launchFoyer({ env: { FOYER_MODELS: models } });
  await closeKeyNotice(page);
  await expect(page.getByTestId('engine-failed')).toBeVisible();
  await rewrite(page, models, '/opt/Foyer/resources/models');
  await shoot(page, 'en', 'live-recognition-off');
});
