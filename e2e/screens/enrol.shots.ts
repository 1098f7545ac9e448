import { call } from '../fixtures/client';
import { expect, test } from '../fixtures/foyer';
import { EnrolPage } from '../pages/EnrolPage';
import { alex, samuel } from './people';
import { nameTheCamera, shootBoth } from './shoot';

test('enrol: every step', async ({ launchFoyer, dataWith }) => {
  const { app, page } = await launchFoyer({ camera: 'sam', userData: await dataWith([alex]) });
  await nameTheCamera(app, page);
  const enrol = new EnrolPage(page);
  await enrol.open();
  await enrol.identify({ ...samuel, personId: alex.personId });
  await shootBoth(page, 'enrol-id-taken', () =>
    expect(enrol.step('identity')).toContainText(alex.name),
  );
  await enrol.identify(samuel);
  await shootBoth(page, 'enrol-identity');

  await shootBoth(
    page,
    'enrol-capture',
    async () => {
      await enrol.start();
      await expect(enrol.views.first()).toBeVisible({ timeout: 40_000 });
    },
    async () => {
      await page.getByTestId('enrol-cancel').click();
      await enrol.identify(samuel);
    },
  );
  await enrol.start();
  await expect(enrol.step('check')).toBeVisible({ timeout: 60_000 });
  await shootBoth(page, 'enrol-check');
  await page.getByTestId('enrol-save').click();
  await expect(enrol.saved).toBeVisible();
  await shootBoth(page, 'enrol-done');

  // The same face under another ID.
  await page.getByTestId('enrol-next').click();
  await enrol.identify({ personId: '1020', name: 'Sam Oberhauser' });
  await enrol.start();
  await enrol.save();
  const asked = page.getByTestId('looks-like-same');
  await shootBoth(page, 'enrol-looks-like', () => expect(asked).toBeVisible());
  expect(await call(page, 'people.list', {})).toMatchObject({ total: 2 });
});
