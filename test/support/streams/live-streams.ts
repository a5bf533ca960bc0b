import type { Page } from 'playwright-core';

declare global {
  interface Window {
    streams: EventSource[];
  }
}

/** Lets a test cut the streams of every page opened from here on. */
export async function watchStreams(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.streams = [];
    window.EventSource = class extends EventSource {
      constructor(url: string | URL, init?: EventSourceInit) {
        super(url, init);
        window.streams.push(this);
      }
    };
  });
}

/** Ends streams for good, as an answer from a proxy instead of the api does; their next attempts wait until they are let go. */
export async function cutStreams(page: Page, path: RegExp): Promise<{ letGo(): Promise<void> }> {
  const held: (() => Promise<void>)[] = [];
  // What is not open yet would open after the cut.
  await page.waitForFunction(
    (source) =>
      window.streams.some(
        ({ url, readyState }) => readyState === EventSource.OPEN && new RegExp(source).test(url),
      ),
    path.source,
  );
  await page.route(path, (route) => void held.push(() => route.continue()));
  await page.evaluate((source) => {
    for (const stream of window.streams.filter(({ url }) => new RegExp(source).test(url))) {
      stream.close();
      stream.dispatchEvent(new Event('error'));
    }
  }, path.source);
  return {
    letGo: async () => {
      await page.unroute(path);
      await Promise.all(held.map((go) => go().catch(() => undefined)));
    },
  };
}
