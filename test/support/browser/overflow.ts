import type { Page } from 'playwright-core';

/** How many pixels of a page stick out at its side. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
