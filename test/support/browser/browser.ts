import { chromium, type Browser, type BrowserContext, type Page, type WebError } from 'playwright-core';
import { onTestFinished, TestRunner } from 'vitest';
import { findChromium, type Chromium } from '../../run/chromium.ts';
import { CHROMIUM_FLAGS } from './chromium-flags.ts';

/** How long a person would wait before calling it broken; a busy machine gets the benefit. */
const PATIENCE_MS = 60_000;

/** A screen may look right and be broken: what nobody caught in a page, nobody catches here. */
function failTheRun(event: WebError): void {
  queueMicrotask(() => {
    throw event.error();
  });
}

export interface TestBrowser extends AsyncDisposable {
  /**
   * A page of its own profile, as a person of their own. Whoever comes during a test leaves with it: a page that stays open
   * goes on following the product for every test after it.
   */
  person(options?: Parameters<Browser['newContext']>[0]): Promise<Page>;
}

/** One program of each kind for all test files of a process; each file has profiles of its own in it. */
const running: Partial<Record<keyof Chromium, Promise<Browser>>> = {};

async function runningBrowser(kind: keyof Chromium): Promise<Browser> {
  const browser = await running[kind];
  if (browser?.isConnected()) return browser;
  const launched = findChromium().then((found) =>
    chromium.launch({ executablePath: found[kind], args: CHROMIUM_FLAGS }),
  );
  running[kind] = launched;
  return launched;
}

/** @param options.kind `whole` where the browser itself has a part in it, as in what is pushed. */
export async function openBrowser({ kind = 'shell' }: { kind?: keyof Chromium } = {}): Promise<TestBrowser> {
  const browser = await runningBrowser(kind);
  const profiles: BrowserContext[] = [];
  return {
    person: async (options) => {
      // What moves is waited for by whoever looks: nothing here is about how it moves.
      const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
      profiles.push(context);
      if (TestRunner.getCurrentTest()) onTestFinished(() => context.close());
      context.setDefaultTimeout(PATIENCE_MS);
      context.on('weberror', failTheRun);
      return context.newPage();
    },
    [Symbol.asyncDispose]: async () => void (await Promise.all(profiles.map((context) => context.close()))),
  };
}
