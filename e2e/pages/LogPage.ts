import type { Locator, Page } from '@playwright/test';

/** Every decision, newest first. */
export class LogPage {
  readonly rows: Locator;
  readonly noMatch: Locator;

  constructor(readonly page: Page) {
    this.rows = page.getByTestId('log-row');
    this.noMatch = page.getByTestId('log-no-match');
  }

  open = () => this.page.getByTestId('nav-log').click();
  rowsOf = (personId: string) =>
    this.page.locator(`[data-testid="log-row"][data-person=${JSON.stringify(personId)}]`);
  rowsWith = (outcome: string) =>
    this.page.locator(`[data-testid="log-row"][data-outcome="${outcome}"]`);

  /** The thresholds that came into force for this cause. */
  thresholds = (cause: string) =>
    this.page.locator(`[data-testid="threshold-row"][data-cause="${cause}"]`);

  filterDay = (day: string) => this.page.getByTestId('log-day').fill(day);
  clearFilters = () => this.page.getByTestId('log-clear').click();
  async filterPerson(name: string): Promise<void> {
    await this.page.getByTestId('log-person').fill(name);
    await this.page.getByRole('option', { name }).click();
  }
}
