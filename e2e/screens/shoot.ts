import { pngQuantize } from '@napi-rs/image';
import { expect, type ElectronApplication, type Page } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { call } from '../fixtures/client';
import { inRoot } from '../fixtures/paths';

const locales = ['en', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];

export async function speak(page: Page, locale: Locale): Promise<void> {
  await call(page, 'settings.update', { locale });
  await expect(page.locator('html')).toHaveAttribute('lang', locale);
}

/** One picture of the window as it is, in 256 colours: a third of the size, no visible loss. */
export async function shoot(page: Page, locale: Locale, name: string): Promise<void> {
  await page.mouse.move(640, 799); // no button looks pressed or pointed at
  await page.evaluate(() => document.fonts.ready);
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  const dir = inRoot('docs', 'screens', locale);
  mkdirSync(dir, { recursive: true });
  writeFileSync(
    path.join(dir, `${name}.png`),
    await pngQuantize(picture, { minQuality: 30, speed: 1 }),
  );
}

const nothing = () => Promise.resolve();

/** The same state in both languages. `ready` brings it about, `after` takes it back. */
export async function shootBoth(
  page: Page,
  name: string,
  ready: (locale: Locale) => Promise<unknown> = nothing,
  after: () => Promise<unknown> = nothing,
): Promise<void> {
  for (const locale of locales) {
    await speak(page, locale);
    await expect(page.locator('.mantine-Notification-root')).toHaveCount(0);
    await ready(locale);
    await shoot(page, locale, name);
    await after();
  }
}

/** Reloads the window with a camera of an ordinary name, not that of the file behind it. */
export async function nameTheCamera(app: ElectronApplication, page: Page): Promise<void> {
  await app.context().addInitScript(() => {
    const label = 'Logitech C920';
    Object.defineProperty(MediaStreamTrack.prototype, 'label', { get: () => label });
    Object.defineProperty(MediaDeviceInfo.prototype, 'label', { get: () => label });
  });
  await page.waitForLoadState('load');
  await page.reload();
  await closeKeyNotice(page);
}

/** Says nothing of a keychain: this computer has none, an office computer has. */
export async function closeKeyNotice(page: Page): Promise<void> {
  await expect(page.getByTestId('nav-live')).toBeVisible();
  const notice = page.getByTestId('keyfile-notice');
  if (await notice.isVisible()) await notice.getByRole('button').click();
}

/** Shows the folder of an installed station in place of this run's own. */
export const rewrite = (page: Page, from: string, to: string): Promise<void> =>
  page.evaluate(
    ([own, installed]) => {
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        text.nodeValue = text.nodeValue!.replace(own, installed);
      }
    },
    [from, to] as const,
  );
