import { recordingFile, hasRecording } from './fixtures/cameras';
import { call } from './fixtures/client';
import { expect, test } from './fixtures/foyer';
import { alex } from './fixtures/people';
import { EnrolPage } from './pages/EnrolPage';
import { LivePage } from './pages/LivePage';
import { LogPage } from './pages/LogPage';

test('a stranger is "Not enrolled", is logged so, and gets nobody’s name', async ({
  launchFoyer,
  dataWith,
}) => {
  const { page } = await launchFoyer({ camera: 'sam', userData: await dataWith([alex]) });
  const live = new LivePage(page);
  await expect(live.withOutcome(live.faces, 'unknown')).toContainText('Not enrolled');
  await expect(live.withOutcome(live.events, 'unknown')).toHaveCount(1);
  const log = new LogPage(page);
  await log.open();
  await expect(log.rowsWith('unknown')).toHaveCount(1);
  const { events } = await call(page, 'log.list', {});
  expect(events.filter(({ person }) => person !== null)).toEqual([]);
});

test('the threshold at its end refuses everyone; back at the old value names return', async ({
  launchFoyer,
  dataWith,
}) => {
  const { page } = await launchFoyer({ camera: 'alexAgain', userData: await dataWith([alex]) });
  const live = new LivePage(page);
  await expect(live.known(alex.personId)).toBeVisible();
  await live.fixThreshold();
  const before = await live.slider.inputValue();
  await live.slider.focus();
  await page.keyboard.press('End');
  await expect(live.threshold).toHaveText('1.00');
  await expect(live.known(alex.personId)).toBeHidden();
  await expect(live.withOutcome(live.faces, 'unknown')).toBeVisible();
  // The visit that was named this morning would not have been, and is named here.
  await expect(live.whatIf).toHaveAttribute('data-changed', '1');
  await live.whatIf.click();
  await expect(live.whatIfList).toContainText(alex.name);
  await page.keyboard.press('Escape');

  await live.slider.focus();
  await page.keyboard.press('Home');
  const steps = Math.round(Number(before) * 100);
  for (let step = 0; step < steps; step++) await page.keyboard.press('ArrowRight');
  await expect(live.slider).toHaveValue(before);
  await expect(live.known(alex.personId)).toBeVisible();

  const log = new LogPage(page);
  await log.open();
  await expect(log.thresholds('first')).toHaveCount(1);
  await expect(log.thresholds('threshold').first()).toBeVisible();
});

test('a print held up to the camera is not let in as the person it shows', async ({
  launchFoyer,
  folder,
}) => {
  const [person, print] = ['nuaa_0001_live', 'nuaa_0001_spoof'];
  test.skip(
    !hasRecording(person) || !hasRecording(print),
    `no recording at ${recordingFile(print)}`,
  );
  test.setTimeout(120_000);
  const userData = folder('print');
  const first = await launchFoyer({ camera: { recording: person }, userData });
  const enrol = new EnrolPage(first.page);
  await enrol.open();
  await enrol.identify({ personId: '1', name: 'Live Person' });
  await enrol.start();
  await enrol.save();
  await expect(enrol.saved).toBeVisible();
  await new LivePage(first.page).open();
  await expect(new LivePage(first.page).known('1')).toBeVisible();
  // Without it a second name within minutes would not be logged, and prove nothing.
  await call(first.page, 'settings.update', { cooldownSeconds: 0 });
  await first.close();
  const printShownAt = Date.now();

  const { page } = await launchFoyer({ camera: { recording: print }, userData });
  const live = new LivePage(page);
  await expect(live.withOutcome(live.faces, 'spoof')).toBeVisible();
  const { events } = await call(page, 'log.list', {});
  const since = events.filter(({ at }) => at >= printShownAt);
  expect(since.map(({ outcome }) => outcome)).toContain('spoof');
  expect(since.map(({ outcome }) => outcome)).not.toContain('known');
});
