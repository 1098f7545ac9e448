import { expect, type Locator, type Page } from '@playwright/test';

/** 1:1: what to compare with, and the answer. */
export class VerifyPage {
  readonly personId: Locator;
  readonly session: Locator;
  readonly against: Locator;
  readonly verdict: Locator;
  readonly faces: Locator;
  readonly fault: Locator;

  constructor(readonly page: Page) {
    this.personId = page.getByTestId('verify-person-id');
    this.session = page.getByTestId('verify-session');
    this.against = page.getByTestId('verify-against');
    this.verdict = page.getByTestId('verify-verdict');
    this.faces = page.getByTestId('id-photo-face');
    this.fault = page.getByTestId('fault');
  }

  open = () => this.page.getByTestId('nav-verify').click();
  next = () => this.page.getByTestId('verify-next').click();
  again = () => this.page.getByTestId('verify-again').click();

  async byId(personId: string): Promise<void> {
    await this.personId.fill(personId);
    await this.personId.press('Enter');
  }
  byPhoto = () => this.page.getByTestId('verify-mode').getByText('Photo of an ID').click();
  chooseFile = (file: string) => this.page.getByTestId('id-photo-file').setInputFiles(file);
  takeSnapshot = () => this.page.getByTestId('id-photo-snapshot').click();
  useFace = () => this.page.getByTestId('id-photo-use').click();

  async expectVerdict(outcome: 'same' | 'different' | 'again' | 'spoof'): Promise<void> {
    await expect(this.verdict).toHaveAttribute('data-outcome', outcome, { timeout: 30_000 });
  }

  /** A badge reader: the signs and Enter in one burst, to whatever has the focus. */
  tapBadge = (personId: string) =>
    this.page.evaluate((text) => {
      const at = document.activeElement ?? document.body;
      for (const key of [...text.split(''), 'Enter']) {
        at.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      }
    }, personId);

  /** Pastes a picture file as the clipboard would hand it over. */
  paste = (jpeg: Buffer) =>
    this.page.evaluate((base64) => {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], 'id.jpg', { type: 'image/jpeg' }));
      window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, cancelable: true }));
    }, jpeg.toString('base64'));
}
