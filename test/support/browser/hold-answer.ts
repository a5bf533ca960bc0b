import type { APIResponse, Page, Route } from 'playwright-core';

/** Keeps the first answer to a question of the inbox, with whatever was asked together with it, until it is let go: it says what was true when it was asked. */
export async function holdAnswer(
  page: Page,
  path: string,
): Promise<{ asked: Promise<unknown>; letGo(): Promise<void> }> {
  let hold: (held: { route: Route; response: APIResponse }) => void = () => {};
  const held = new Promise<Parameters<typeof hold>[0]>((resolve) => (hold = resolve));
  // Alone or in the middle of others that were asked at the same moment.
  const question = new RegExp(`/trpc/(?:[\\w.]+,)*${path.replaceAll('.', '\\.')}[,?]`);
  await page.route(question, async (route) => hold({ route, response: await route.fetch() }), { times: 1 });
  return {
    asked: held,
    letGo: async () => {
      const { route, response } = await held;
      await route.fulfill({ response });
      // None when nobody waits for it any more.
      await (await route.request().response())?.finished();
      await page.evaluate(
        () => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))),
      );
    },
  };
}
