import type { Locator, Page } from '@playwright/test';

/** Everybody who is enrolled, and one person's drawer. */
export class PeoplePage {
  readonly rows: Locator;
  readonly search: Locator;
  readonly drawer: Locator;
  readonly drawerName: Locator;
  readonly count: Locator;

  constructor(readonly page: Page) {
    this.rows = page.getByTestId('person-row');
    this.search = page.getByTestId('people-search');
    this.drawer = page.getByRole('dialog').filter({ has: page.getByTestId('template') });
    this.drawerName = page.locator('h2[data-testid="person-name"]');
    this.count = page.getByTestId('people-count');
  }

  open = () => this.page.getByTestId('nav-people').click();
  row = (personId: string) =>
    this.page.locator(`[data-testid="person-row"][data-person=${JSON.stringify(personId)}]`);
  /** A field of the form that changes a person. */
  field = (name: 'name' | 'personId' | 'group' | 'note') =>
    this.page.locator(`:is(input, textarea)[data-testid="person-${name}"]`);
  edit = () => this.page.getByTestId('person-edit').click();
  save = () => this.page.getByTestId('person-save').click();

  async remove(): Promise<void> {
    await this.page.getByTestId('person-remove').click();
    await this.page.getByTestId('person-remove-confirm').click();
  }
}
