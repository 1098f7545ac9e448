import { call } from '../fixtures/client';
import { stillFile } from '../fixtures/cameras';
import { expect, test } from '../fixtures/foyer';
import { EnrolPage } from '../pages/EnrolPage';
import { VerifyPage } from '../pages/VerifyPage';
import { alex, samuel } from './people';
import { nameTheCamera, shootBoth } from './shoot';

test('verify: by ID, by photo, and the answers', async ({ launchFoyer, dataWith }) => {
  test.setTimeout(180_000);
  const userData = await dataWith([alex, samuel]);
  const { app, page } = await launchFoyer({ camera: 'alexAgain', userData });
  await nameTheCamera(app, page);
  const verify = new VerifyPage(page);
  await verify.open();
  await shootBoth(page, 'verify-id', () => expect(verify.personId).toBeVisible());

  await verify.byId(alex.personId);
  await verify.expectVerdict('same');
  await shootBoth(page, 'verify-same', () => expect(verify.verdict).toBeVisible());
  await call(page, 'settings.update', { theme: 'dark' });
  await shootBoth(page, 'verify-same-dark', () => expect(verify.verdict).toBeVisible());
  await call(page, 'settings.update', { theme: 'light', locale: 'en' });

  await verify.next();
  await verify.byId(samuel.personId);
  await verify.expectVerdict('different');
  await shootBoth(page, 'verify-different', () => expect(verify.verdict).toBeVisible());
  await call(page, 'settings.update', { locale: 'en' });

  await verify.next();
  await verify.byPhoto();
  await shootBoth(page, 'verify-photo', () =>
    expect(page.getByTestId('id-photo-drop')).toBeVisible(),
  );
  await verify.takeSnapshot();
  await shootBoth(page, 'verify-which-face', () => expect(verify.faces.first()).toBeVisible());
});

test('enrol: the ID photo does not match', async ({ launchFoyer }) => {
  test.setTimeout(120_000);
  const { app, page } = await launchFoyer({ camera: 'alex' });
  await nameTheCamera(app, page);
  const enrol = new EnrolPage(page);
  await enrol.open();
  await enrol.identify(alex);
  await enrol.start();
  await expect(enrol.step('check')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('id-photo-file').setInputFiles(stillFile('sam'));
  const check = page.getByTestId('id-check');
  await shootBoth(page, 'enrol-id-mismatch', async () => {
    await expect(check).toBeVisible();
    await page
      .getByTestId('id-drop')
      .evaluate((button) => button.scrollIntoView({ block: 'center' }));
  });
});
