import type { Page } from 'playwright-core';

/** An agent who wants to see what they closed. Loads the page again. */
export async function stayAfterClose(page: Page): Promise<void> {
  await page.evaluate(() => localStorage.setItem('throughline.after-close', 'stay'));
  await page.reload();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}
