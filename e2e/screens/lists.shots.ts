import type { Page } from '@playwright/test';
import { call } from '../fixtures/client';
import { expect, test } from '../fixtures/foyer';
import { importPeople } from '../fixtures/people';
import { inRoot } from '../fixtures/paths';
import { answerOpenDialog } from '../fixtures/stubs';
import { LivePage } from '../pages/LivePage';
import { LogPage } from '../pages/LogPage';
import { PeoplePage } from '../pages/PeoplePage';
import { alex, samuel, withoutPictures } from './people';
import { closeKeyNotice, shootBoth } from './shoot';

test('people: the list, one person, changing and removing', async ({ launchFoyer, folder }) => {
  const userData = folder('people');
  const keepPictures = async (keepThumbnails: boolean) => {
    const foyer = await launchFoyer({ userData });
    await call(foyer.page, 'settings.update', { keepThumbnails });
    await foyer.close();
  };
  await keepPictures(false);
  await importPeople(userData, withoutPictures);
  await keepPictures(true);
  await importPeople(userData, [alex, samuel]);

  const { page } = await launchFoyer({ userData });
  await closeKeyNotice(page);
  const people = new PeoplePage(page);
  await people.open();
  await expect(people.rows.first()).toBeVisible();
  await shootBoth(page, 'people');
  await call(page, 'settings.update', { theme: 'dark' });
  await shootBoth(page, 'people-dark');
  await call(page, 'settings.update', { theme: 'light' });
  await people.search.fill('研发');
  await expect(people.rows).toHaveCount(2);
  await shootBoth(page, 'people-search');
  await people.search.fill('');
  await people.row(samuel.personId).click();
  await expect(people.drawer).toBeVisible();
  await shootBoth(page, 'people-person');
  await people.edit();
  await shootBoth(page, 'people-edit');
  await page.keyboard.press('Escape');
  await people.row(samuel.personId).click();
  await page.getByTestId('person-remove').click();
  await expect(page.getByTestId('person-remove-confirm')).toBeVisible();
  await shootBoth(page, 'people-remove');
});

/** Plays one of the sample's clips until it was logged once more. */
async function visit(page: Page, play: () => Promise<void>): Promise<void> {
  const before = await page.getByTestId('checkin').count();
  await play();
  await expect.poll(() => page.getByTestId('checkin').count()).toBeGreaterThan(before);
}

test('log: the list, one event opened, filtered to nothing', async ({ launchFoyer, dataWith }) => {
  const userData = await dataWith([alex]);
  const { app, page } = await launchFoyer({ userData });
  await closeKeyNotice(page);
  await call(page, 'settings.update', { cooldownSeconds: 0, stationName: 'Main entrance' });
  const play = (clip: string) => async () => {
    await answerOpenDialog(app, inRoot('.foyer/sample', clip));
    await page.getByTestId('source-menu').click();
    await page.getByTestId('source-video').click();
  };
  // Never the same face twice in a row: a face that stays is one visit.
  const [alexHere, stranger, alexAgain] = ['cap12_edit.webm', 'franck.webm', 'cap13_edit2.webm'];
  for (const clip of [alexHere, stranger, alexAgain, stranger, alexHere]) {
    await visit(page, play(clip));
  }
  await page.getByTestId('source-menu').click();
  await page.getByTestId('source-stop').click();
  await expect(new LivePage(page).stage).toBeVisible();

  const log = new LogPage(page);
  await log.open();
  await expect(log.rows.first()).toBeVisible();
  await shootBoth(page, 'log');
  await log.rowsOf(alex.personId).first().getByRole('button').first().click();
  await expect(page.getByTestId('evidence')).toBeVisible();
  await shootBoth(page, 'log-evidence');
  await log.filterDay('2020-02-29');
  await shootBoth(page, 'log-no-match', () => expect(log.noMatch).toBeVisible());
});

test('people and log while there is nothing in them', async ({ launchFoyer }) => {
  const { page } = await launchFoyer();
  await closeKeyNotice(page);
  await new PeoplePage(page).open();
  await shootBoth(page, 'people-empty', () =>
    expect(page.getByTestId('people-empty')).toBeVisible(),
  );
  await new LogPage(page).open();
  await shootBoth(page, 'log-empty', () => expect(page.getByTestId('log-empty')).toBeVisible());
});
