import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { answerOpenDialog, cameraSwitchboard, refuseCamera } from './fixtures/stubs';
import { call } from './fixtures/client';
import { expect, test } from './fixtures/foyer';
import { alex } from './fixtures/people';
import { inRoot } from './fixtures/paths';
import { LivePage } from './pages/LivePage';

test('without a camera the window says so; the sample shows a check-in and leaves no trace', async ({
  launchFoyer,
}) => {
  const { page } = await launchFoyer({ camera: 'none' });
  const live = new LivePage(page);
  await expect(live.stage).toContainText('No camera found');
  await expect(page.getByTestId('stage-video')).toBeVisible();
  await page.getByTestId('stage-sample').click();
  await expect(page.getByTestId('demo-banner')).toBeVisible();
  await expect(live.withOutcome(live.events, 'known').first()).toBeVisible({ timeout: 30_000 });

  await page.getByTestId('demo-leave').click();
  await expect(page.getByTestId('demo-banner')).toBeHidden();
  await expect(live.stage).toContainText('No camera found');
  await expect(live.events).toHaveCount(0);
  expect(await call(page, 'people.list', {})).toMatchObject({ total: 0 });
  expect(await call(page, 'log.list', {})).toMatchObject({ events: [] });
});

test('a video file plays as the camera, and who is in it is recognised', async ({
  launchFoyer,
  dataWith,
}) => {
  const { app, page } = await launchFoyer({ userData: await dataWith([alex]) });
  await answerOpenDialog(app, inRoot('.foyer/sample/cap13_edit2.webm'));
  await page.getByTestId('stage-video').click();
  const live = new LivePage(page);
  await expect(live.known(alex.personId)).toContainText(alex.name);
  await expect(page.getByTestId('status-source')).toContainText('cap13_edit2.webm');
});

test('a file that is no video is said to be none, and the next choice works', async ({
  launchFoyer,
  folder,
}) => {
  const { app, page } = await launchFoyer();
  const file = path.join(folder('video'), 'notes.mp4');
  writeFileSync(file, 'This is a text.');
  await answerOpenDialog(app, file);
  await page.getByTestId('stage-video').click();
  const live = new LivePage(page);
  await expect(live.stage).toHaveAttribute('data-state', 'failed');
  await expect(live.stage).toContainText('notes.mp4');
  await answerOpenDialog(app, inRoot('.foyer/sample/franck.webm'));
  await page.getByTestId('stage-video').click();
  await expect(live.faces).not.toHaveCount(0);
});

test('a camera that is unplugged is said to be, and its picture returns by itself', async ({
  launchFoyer,
}) => {
  const { app, page } = await launchFoyer({ camera: 'sam' });
  const plug = await cameraSwitchboard(app, page);
  const live = new LivePage(page);
  await expect(live.faces).not.toHaveCount(0);
  await plug.pull();
  await expect(live.stage).toContainText('unplugged');
  await expect(live.faces).toHaveCount(0);
  await plug.putBack();
  await expect(live.stage).toBeHidden();
  await expect(live.faces).not.toHaveCount(0);
});

test('a camera that is not permitted is said to be, with the way to another try', async ({
  launchFoyer,
}) => {
  const { app, page } = await launchFoyer({ camera: 'sam' });
  const allow = await refuseCamera(app, page);
  const live = new LivePage(page);
  await expect(live.stage).toContainText('not permitted');
  await allow();
  await page.getByTestId('stage-retry').click();
  await expect(live.faces).not.toHaveCount(0);
});
