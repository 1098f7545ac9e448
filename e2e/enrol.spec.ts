import { call } from './fixtures/client';
import { expect, test } from './fixtures/foyer';
import { alex } from './fixtures/people';
import { EnrolPage } from './pages/EnrolPage';
import { LivePage } from './pages/LivePage';
import { LogPage } from './pages/LogPage';

const dayOf = (at: number) => {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

test('a person enrolled in one take is recognised in another, and the log has the event', async ({
  launchFoyer,
  folder,
}) => {
  test.setTimeout(120_000);
  const userData = folder('enrolled');
  const { personId, name } = alex;

  await test.step('three views are taken by themselves and saved', async () => {
    const foyer = await launchFoyer({ camera: 'alex', userData });
    const enrol = new EnrolPage(foyer.page);
    await enrol.open();
    await enrol.identify(alex);
    await enrol.start();
    await expect(enrol.step('capture')).toBeVisible();
    await enrol.save();
    await expect(enrol.saved).toContainText(name);
    const { people } = await call(foyer.page, 'people.list', {});
    expect(people).toMatchObject([{ personId, name, group: alex.group, templates: 3 }]);
    await foyer.close();
  });

  const { page } = await launchFoyer({ camera: 'alexAgain', userData });
  const live = new LivePage(page);
  await test.step('the other take is recognised', async () => {
    await expect(live.known(personId)).toContainText(name);
    await expect(live.checkIns(personId)).toHaveCount(1);
  });

  await test.step('the log shows it, by person and by day', async () => {
    const log = new LogPage(page);
    await log.open();
    await expect(log.rowsOf(personId)).toHaveCount(1);
    const { events } = await call(page, 'log.list', {});
    const event = events.find((row) => row.person?.personId === personId)!;
    await log.filterDay(dayOf(event.at));
    await expect(log.rowsOf(personId)).toHaveCount(1);
    await log.filterDay(dayOf(event.at - 3 * 86_400_000));
    await expect(log.noMatch).toBeVisible();
    await log.clearFilters();
    await log.filterPerson(name);
    await expect(log.rowsOf(personId)).toHaveCount(1);
    await expect(log.rows).toHaveCount(1);
  });
});

test('an ID that is taken is refused, and the window says whose it is', async ({
  launchFoyer,
  dataWith,
}) => {
  const { page } = await launchFoyer({ camera: 'sam', userData: await dataWith([alex]) });
  const enrol = new EnrolPage(page);
  await enrol.open();
  await enrol.identify({ personId: alex.personId, name: 'Somebody Else' });
  await enrol.start();
  await expect(enrol.step('identity')).toContainText(`belongs to ${alex.name}`);
  await expect(enrol.step('capture')).toBeHidden();
  const { people } = await call(page, 'people.list', {});
  expect(people).toMatchObject([{ personId: alex.personId, name: alex.name }]);
});

test('a face that is enrolled under another ID is shown before it is saved twice', async ({
  launchFoyer,
  dataWith,
}) => {
  const { page } = await launchFoyer({ camera: 'alexAgain', userData: await dataWith([alex]) });
  const enrol = new EnrolPage(page);
  await enrol.open();
  await enrol.identify({ personId: '2001', name: 'Alex Twice' });
  await enrol.start();
  await enrol.save();
  await expect(page.getByTestId('looks-like').getByRole('dialog')).toContainText(alex.name);
  const { total } = await call(page, 'people.list', {});
  expect(total).toBe(1);
});
