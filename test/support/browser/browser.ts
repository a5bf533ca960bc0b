import { chromium, type Browser, type Page, type WebError } from 'playwright-core';
import { findChromium } from '../../run/chromium.ts';

/** Quiet: nothing of the browser itself asks the network. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long a person would wait before calling it broken; a busy machine gets the benefit. */
const PATIENCE_MS = 60_000;

/** A screen may look right and be broken: what nobody caught in a page, nobody catches here. */
function failTheRun(event: WebError): void {
  queueMicrotask(() => {
    throw event.error();
  });
}

export interface TestBrowser extends AsyncDisposable {
  browser: Browser;
  /** A page of its own profile, as a person of their own. */
  person(options?: Parameters<Browser['newContext']>[0]): Promise<Page>;
}

export async function openBrowser(): Promise<TestBrowser> {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: FLAGS });
  return {
    browser,
    person: async (options) => {
      const context = await browser.newContext(options);
      context.setDefaultTimeout(PATIENCE_MS);
      context.on('weberror', failTheRun);
      return context.newPage();
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}
