import type { Locator, Page } from '@playwright/test';

/** The operator's screen: picture, answer, threshold, last events. */
export class LivePage {
  readonly faces: Locator;
  readonly events: Locator;
  readonly stage: Locator;
  readonly slider: Locator;
  readonly threshold: Locator;
  /** Which of today's events another threshold would have decided otherwise. */
  readonly whatIf: Locator;
  readonly whatIfList: Locator;

  constructor(readonly page: Page) {
    this.faces = page.getByTestId('face');
    this.events = page.getByTestId('checkin');
    this.stage = page.getByTestId('stage-state');
    this.slider = page.getByTestId('threshold-slider');
    this.threshold = page.getByTestId('threshold');
    this.whatIf = page.getByTestId('what-if');
    this.whatIfList = page.getByTestId('what-if-list');
  }

  open = () => this.page.getByTestId('nav-live').click();
  /** The face in view that is said to be this person. */
  known = (personId: string) => this.named('face', personId);
  /** The events in the short list that carry this person's name. */
  checkIns = (personId: string) => this.named('checkin', personId);
  withOutcome = (list: Locator, outcome: string) =>
    list.and(this.page.locator(`[data-outcome="${outcome}"]`));

  private named = (testId: string, personId: string) =>
    this.page.locator(
      `[data-testid="${testId}"][data-outcome="known"][data-person=${JSON.stringify(personId)}]`,
    );

  /** Lets the threshold stay where it is put. */
  async fixThreshold(): Promise<void> {
    await this.page.getByTestId('threshold-mode').getByText('Fixed').click();
  }
}
