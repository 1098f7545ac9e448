import { call } from './fixtures/client';
import { expect, test } from './fixtures/foyer';
import { alex, type Enrolled } from './fixtures/people';
import { PeoplePage } from './pages/PeoplePage';

const long: Enrolled = {
  personId: 'A-17-NIGHT',
  name: 'Wolfeschlegelsteinhausenbergerdorff Maximiliana Konstanze von Habsburg-Lothringen',
  group: 'Interdisciplinary research and quality management',
  face: 'sam',
};
const chinese: Enrolled = {
  personId: '员工 8',
  name: '欧阳娜娜',
  group: '研发部',
  face: 'alexAgain',
};

test('people are listed, searched in any script, renamed and removed', async ({
  launchFoyer,
  dataWith,
}) => {
  const { page } = await launchFoyer({ userData: await dataWith([alex, long, chinese]) });
  const people = new PeoplePage(page);
  await people.open();
  await expect(people.rows).toHaveCount(3);

  await test.step('a search finds parts of ID, name and group', async () => {
    for (const [text, found] of [
      ['欧阳', chinese],
      ['研发', chinese],
      ['a-17', long],
      ['MARTIN', alex],
    ] as const) {
      await people.search.fill(text);
      await expect(people.rows).toHaveCount(1);
      await expect(people.row(found.personId)).toBeVisible();
    }
    await people.search.fill('nobody at all');
    await expect(page.getByTestId('people-no-match')).toBeVisible();
    await people.search.fill('');
    await expect(people.rows).toHaveCount(3);
  });

  await test.step('a new name holds in the list and in the engine', async () => {
    await people.row(alex.personId).click();
    await people.edit();
    await people.field('name').fill('Alexander Martin');
    await people.save();
    await expect(people.drawerName).toHaveText('Alexander Martin');
    await expect(people.row(alex.personId)).toContainText('Alexander Martin');
  });

  await test.step('an ID that is taken is refused at its field, and nothing changes', async () => {
    await people.edit();
    await people.field('personId').fill(chinese.personId);
    await people.save();
    await expect(people.drawer).toContainText(`belongs to ${chinese.name}`);
    const { people: rows } = await call(page, 'people.list', { search: alex.personId });
    expect(rows).toMatchObject([{ name: 'Alexander Martin' }]);
    await page.keyboard.press('Escape');
    await expect(people.drawer).toBeHidden();
  });

  await test.step('a removal asks first, then erases', async () => {
    await people.row(chinese.personId).click();
    await page.getByTestId('person-remove').click();
    await expect(
      page.getByRole('dialog').filter({ has: page.getByTestId('person-remove-confirm') }),
    ).toContainText('erased');
    await page.getByTestId('person-remove-confirm').click();
    await expect(people.rows).toHaveCount(2);
    expect(await call(page, 'people.list', {})).toMatchObject({ total: 2 });
  });
});

test('a long name and ID stay inside their row and drawer', async ({ launchFoyer, dataWith }) => {
  const { page } = await launchFoyer({ userData: await dataWith([long]) });
  const people = new PeoplePage(page);
  await people.open();
  const overflow = (element: Element) => element.scrollWidth - element.clientWidth;
  expect(await people.row(long.personId).evaluate(overflow)).toBeLessThanOrEqual(0);
  await people.row(long.personId).click();
  await expect(people.drawer).toBeVisible();
  expect(await people.drawer.evaluate(overflow)).toBeLessThanOrEqual(0);
  expect(await page.locator('html').evaluate(overflow)).toBeLessThanOrEqual(0);
});
