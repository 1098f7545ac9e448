import { expect, type Locator, type Page } from '@playwright/test';

export interface Identity {
  personId: string;
  name: string;
  group?: string;
}

/** Enrolment, from who it is to saved. */
export class EnrolPage {
  readonly personId: Locator;
  readonly views: Locator;
  readonly saved: Locator;
  readonly checkViews: Locator;

  constructor(readonly page: Page) {
    this.personId = page.getByTestId('enrol-person-id');
    this.views = page.getByTestId('enrol-view');
    this.checkViews = page.getByTestId('check-view');
    this.saved = page.getByTestId('enrol-saved');
  }

  open = () => this.page.getByTestId('nav-enrol').click();
  step = (name: 'identity' | 'capture' | 'check' | 'done') =>
    this.page.getByTestId(`enrol-${name}`);

  async identify({ personId, name, group = '' }: Identity): Promise<void> {
    await this.personId.fill(personId);
    await this.page.getByTestId('enrol-name').fill(name);
    await this.page.getByTestId('enrol-group').fill(group);
  }
  start = () => this.page.getByTestId('enrol-start').click();

  /** Waits until the views were taken by themselves, then saves them. */
  async save(): Promise<void> {
    await expect(this.step('check')).toBeVisible({ timeout: 40_000 });
    await this.page.getByTestId('enrol-save').click();
  }
}
