import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { call } from './fixtures/client';
import { expect, test } from './fixtures/foyer';
import { inRoot } from './fixtures/paths';
import { alex } from './fixtures/people';

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

test('a missing model is named, and the engine starts once it is back', async ({
  launchFoyer,
  folder,
}) => {
  const models = folder('models');
  cpSync(inRoot('models'), models, { recursive: true });
  const [detector, aside] = ['detector-rfb-320.onnx', 'aside.onnx'].map((f) =>
    path.join(models, f),
  );
  renameSync(detector!, aside!);
  const { page } = await launchFoyer({ env: { FOYER_MODELS: models } });
  const banner = page.getByTestId('engine-failed');
  await expect(banner).toContainText('A model file is missing');
  await expect(banner).toContainText('detector-rfb-320.onnx');
  renameSync(aside!, detector!);
  await page.getByTestId('engine-restart').click();
  await expect(banner).toBeHidden({ timeout: 20_000 });
});

test('a model file that was changed is not loaded', async ({ launchFoyer, folder }) => {
  const models = folder('models');
  cpSync(inRoot('models'), models, { recursive: true });
  const file = path.join(models, 'detector-rfb-320.onnx');
  const bytes = readFileSync(file);
  bytes[1000]! ^= 1;
  writeFileSync(file, bytes);
  const { page } = await launchFoyer({ env: { FOYER_MODELS: models } });
  await expect(page.getByTestId('engine-failed')).toContainText('is not the one that is listed');
});

test('a wrong key opens nothing and changes nothing; the right one opens it again', async ({
  launchFoyer,
  dataWith,
}) => {
  const userData = await dataWith([alex]);
  const [key, db] = ['foyer.key', 'foyer.db'].map((name) => path.join(userData, name));
  const right = readFileSync(key!);
  const wrong = `${'0f'.repeat(32)}\n`;
  writeFileSync(key!, wrong);
  const before = hashOf(db!);
  const { page } = await launchFoyer({ userData });
  const banner = page.getByTestId('engine-failed');
  await expect(banner).toContainText('does not open with this key');
  expect(hashOf(db!)).toBe(before);
  expect(readFileSync(key!, 'utf8')).toBe(wrong);

  writeFileSync(key!, right);
  await page.getByTestId('engine-restart').click();
  await expect(banner).toBeHidden({ timeout: 20_000 });
  expect(await call(page, 'people.list', {})).toMatchObject({ total: 1 });
});

test('a database whose key is gone is left alone, and no new key is made', async ({
  launchFoyer,
  dataWith,
}) => {
  const userData = await dataWith([alex]);
  const [key, db] = ['foyer.key', 'foyer.db'].map((name) => path.join(userData, name));
  const kept = readFileSync(key!);
  rmSync(key!);
  const before = hashOf(db!);
  const { page } = await launchFoyer({ userData });
  const banner = page.getByTestId('engine-failed');
  await expect(banner).toContainText('its key is gone');
  await page.getByTestId('engine-restart').click();
  await expect(banner).toContainText('its key is gone');
  expect(existsSync(key!)).toBe(false);

  writeFileSync(key!, 'not a key', { mode: 0o600 });
  await page.getByTestId('engine-restart').click();
  await expect(banner).toContainText('does not hold a valid key');
  expect(hashOf(db!)).toBe(before);

  rmSync(key!);
  writeFileSync(key!, kept, { mode: 0o600 });
  await page.getByTestId('engine-restart').click();
  await expect(banner).toBeHidden({ timeout: 20_000 });
  expect(await call(page, 'people.list', {})).toMatchObject({ total: 1 });
});

test('a database with a flipped byte is not opened and not changed', async ({
  launchFoyer,
  dataWith,
}) => {
  const userData = await dataWith([alex]);
  const db = path.join(userData, 'foyer.db');
  const bytes = readFileSync(db);
  bytes[100]! ^= 0xff; // the first page: schema and cipher
  writeFileSync(db, bytes);
  const { page } = await launchFoyer({ userData });
  await expect(page.getByTestId('engine-failed')).toContainText(/database/);
  expect(hashOf(db)).toBe(createHash('sha256').update(bytes).digest('hex'));
});
