import type { Page } from '@playwright/test';

export class SettingsPage {
  constructor(readonly page: Page) {}

  open = () => this.page.getByTestId('nav-settings').click();
  language = (name: 'English' | '简体中文') =>
    this.page.getByTestId('locale').getByText(name, { exact: true }).click();
  /** By the words on the buttons, in whichever language they are. */
  theme = (name: string) => this.page.getByTestId('theme').getByText(name, { exact: true }).click();
}
