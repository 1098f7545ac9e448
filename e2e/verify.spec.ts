import { readFileSync } from 'node:fs';
import { axeFindings } from './fixtures/axe';
import { badgeClip } from './fixtures/badge';
import { hasRecording, stillFile } from './fixtures/cameras';
import { call } from './fixtures/client';
import { expect, test } from './fixtures/foyer';
import { alex, sam } from './fixtures/people';
import { EnrolPage } from './pages/EnrolPage';
import { LogPage } from './pages/LogPage';
import { PeoplePage } from './pages/PeoplePage';
import { VerifyPage } from './pages/VerifyPage';

test('the person of a typed ID is confirmed, another ID is not, and the log says 1:1', async ({
  launchFoyer,
  dataWith,
}) => {
  const { page } = await launchFoyer({
    camera: 'alexAgain',
    userData: await dataWith([alex, sam]),
  });
  const verify = new VerifyPage(page);
  await verify.open();

  await verify.byId(alex.personId);
  await expect(verify.against).toContainText(alex.name);
  await verify.expectVerdict('same');
  await expect(page.getByTestId('verify-hint')).toContainText('strangers would look this similar');
  await verify.next();

  await test.step('somebody else’s ID, typed by a badge reader with the focus on a button', async () => {
    await page.getByTestId('nav-verify').focus();
    await verify.tapBadge(sam.personId);
    await expect(verify.against).toContainText(sam.name);
    await verify.expectVerdict('different');
  });

  await test.step('a second try asks for more similarity', async () => {
    const [first] = (await call(page, 'log.list', {})).events;
    await verify.again();
    await verify.expectVerdict('different');
    const [second] = (await call(page, 'log.list', {})).events;
    expect(second!.threshold).toBeGreaterThan(first!.threshold);
    expect(second!.gallerySize).toBe(2 * first!.gallerySize);
  });

  await test.step('an ID that nobody has is said', async () => {
    await verify.next();
    await verify.byId('4711');
    await expect(verify.fault).toHaveAttribute('data-code', 'UNKNOWN_PERSON_ID');
  });

  const { events } = await call(page, 'log.list', {});
  const verified = events.filter(({ kind }) => kind === 'verification');
  expect(verified.map(({ outcome, reference }) => [outcome, reference])).toEqual([
    ['unknown', 'templates'],
    ['unknown', 'templates'],
    ['known', 'templates'],
  ]);
  const log = new LogPage(page);
  await log.open();
  await expect(log.rowsOf(sam.personId)).toHaveCount(2);
  await expect(log.rowsOf(sam.personId).first()).toContainText('Not the same person');
  await expect(log.rowsOf(sam.personId).first()).toContainText('No match');
});

test('the photo of an ID: the same person, another one, none, and one held before the camera', async ({
  launchFoyer,
  dataWith,
}) => {
  const { page } = await launchFoyer({ camera: 'alexAgain', userData: await dataWith([sam]) });
  const verify = new VerifyPage(page);
  await verify.open();
  await verify.byPhoto();
  await verify.chooseFile(stillFile('alex'));
  await verify.expectVerdict('same');
  await verify.next();

  await verify.paste(readFileSync(stillFile('sam')));
  await verify.expectVerdict('different');
  await verify.next();

  await verify.chooseFile('package.json');
  await expect(verify.fault).toHaveAttribute('data-code', 'IMAGE_UNREADABLE');
  await verify.chooseFile('resources/icon.png');
  await expect(verify.fault).toHaveAttribute('data-code', 'NO_FACE');

  await test.step('a snapshot of the person alone is not compared with the person', async () => {
    await verify.takeSnapshot();
    await expect(verify.faces.first()).toBeVisible();
    await expect(verify.session).toBeHidden();
    await verify.useFace();
    await expect(verify.fault).toHaveAttribute('data-code', 'LIVE_FACE');
    await expect(verify.session).toBeHidden();
  });

  const { events } = await call(page, 'log.list', {});
  const verified = events.filter(({ kind }) => kind === 'verification');
  expect(verified.map(({ outcome }) => outcome)).toEqual(['unknown', 'known']);
  expect(verified.every(({ person, gallerySize }) => person === null && gallerySize === 1)).toBe(
    true,
  );
  expect(await axeFindings(page)).toEqual([]);
});

test('a QR code held before the camera is the ID that is compared', async ({
  launchFoyer,
  dataWith,
  folder,
}) => {
  const file = await badgeClip(folder('badge'), alex.personId, 'alexAgain');
  const { page } = await launchFoyer({ camera: { file }, userData: await dataWith([alex]) });
  const verify = new VerifyPage(page);
  await verify.open();
  await expect(verify.against).toContainText(alex.name);
  await verify.expectVerdict('same');
});

test('a print held up is refused, whoever’s ID comes with it', async ({ launchFoyer, folder }) => {
  const [person, print, other] = ['nuaa_0001_live', 'nuaa_0001_spoof', 'nuaa_0009_live'];
  test.skip(![person, print, other].every(hasRecording), 'no recordings');
  test.setTimeout(180_000);
  const userData = folder('print');
  const first = await launchFoyer({ camera: { recording: person }, userData });
  const enrol = new EnrolPage(first.page);
  await enrol.open();
  await enrol.identify({ personId: '1', name: 'Live Person' });
  await enrol.start();
  await enrol.save();
  await expect(enrol.saved).toBeVisible();
  const verify = new VerifyPage(first.page);
  await verify.open();
  await verify.byId('1');
  await verify.expectVerdict('same');
  await first.close();

  for (const [camera, outcome] of [
    [print, 'spoof'],
    [other, 'different'],
  ] as const) {
    const { page, close } = await launchFoyer({ camera: { recording: camera }, userData });
    const again = new VerifyPage(page);
    await again.open();
    await again.byId('1');
    await again.expectVerdict(outcome);
    await close();
  }
});

test('an enrolment keeps what the ID photo gave; a mismatch needs a reason', async ({
  launchFoyer,
}) => {
  test.setTimeout(120_000);
  const { page } = await launchFoyer({ camera: 'alex' });
  const enrol = new EnrolPage(page);
  await enrol.open();
  await enrol.identify(alex);
  await enrol.start();
  await expect(enrol.step('check')).toBeVisible({ timeout: 60_000 });

  const check = page.getByTestId('id-check');
  await page.getByTestId('id-photo-file').setInputFiles(stillFile('sam'));
  await expect(check).toHaveAttribute('data-match', 'false');
  await expect(page.getByTestId('enrol-save')).toBeDisabled();
  await page.getByTestId('id-drop').click();
  await page.getByTestId('id-photo-file').setInputFiles(stillFile('alex'));
  await expect(check).toHaveAttribute('data-match', 'true');
  await page.getByTestId('id-drop').click();
  await page.getByTestId('id-photo-file').setInputFiles(stillFile('sam'));
  await page.getByTestId('id-override-reason').selectOption('old-photo');
  await page.getByTestId('id-override').click();
  await expect(page.getByTestId('id-overridden')).toContainText('The photo is old');
  await page.getByTestId('enrol-save').click();
  await expect(enrol.saved).toBeVisible();

  const people = new PeoplePage(page);
  await people.open();
  await people.row(alex.personId).click();
  await expect(page.getByTestId('person-id-check')).toContainText('The photo is old');
});
