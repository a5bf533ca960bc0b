import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { overflow } from '../../support/browser/overflow.ts';
import { eventually } from '../../support/eventually.ts';
import { pauseWorker } from '../../support/stack/paused-worker.ts';
import { launchProduct, type LaunchedProduct } from '../../support/launched/launched-product.ts';
import { sharedServers } from '../../support/launched/shared-servers.ts';
import { inboxOf, type RunningInbox } from '../../support/stack/running-inbox.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';

/** From the answer to the visitor until it stands on the agent's screen, in milliseconds. */
const PROMISED = 100;
/** A frozen worker's tasks are given to it again after ten seconds. */
const RECORDED_WITHIN_MS = 90_000;

let desk: RunningInbox<LaunchedProduct>;

beforeAll(async () => {
  desk = await inboxOf(await launchProduct({ servers: await sharedServers() }));
});
afterAll(() => desk?.[Symbol.asyncDispose]());

/** When a text stands in the transcript on the screen, by the clock of this machine. */
const whenShown = (page: Page, text: string) =>
  page.evaluate(
    (words) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const log = document.querySelector('[role=log]');
          if (log?.textContent.includes(words)) resolve(Date.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
    text,
  );

const arriving = (page: Page) => page.getByRole('log').getByText('Arriving');

it('with the worker stopped a message stands in the inbox, marked; the worker goes on, and the mark goes', async () => {
  const customer = await desk.waitingCustomer('waiting@example.com', 'Before it stopped');
  const inbox = await desk.agent();
  const { page } = inbox;
  await inbox.open('waiting@example.com');
  await inbox.said('Before it stopped').waitFor();
  const worker = pauseWorker(desk.product);
  const words = ['One', 'Two', 'Three', 'Four', 'Five'].map((number) => `${number} of five`);
  const waits: number[] = [];
  try {
    for (const text of words) {
      const shown = whenShown(page, text);
      await customer.say(text);
      const accepted = Date.now();
      waits.push((await shown) - accepted);
    }
    console.log(`from accepted to the agent's screen: ${waits.join(', ')} ms`);
    // The quickest: a machine that does ten other things makes the others slower.
    expect(Math.min(...waits)).toBeLessThan(PROMISED);
    expect(await arriving(page).count()).toBe(5);
    await page
      .getByRole('article', { name: /, message, arriving$/ })
      .first()
      .waitFor();
    await inbox.row('Five of five').getByText('Arriving').waitFor();
    await page.evaluate(() =>
      document.querySelectorAll('article').forEach((each) => (each.dataset['kept'] = '')),
    );
  } finally {
    worker.goOn();
  }
  await eventually('no mark', async () => (await arriving(page).count()) === 0, RECORDED_WITHIN_MS);
  const said = await page.getByRole('log').locator('article[data-kept]').allInnerTexts();
  expect(said.map((each) => words.find((text) => each.includes(text))).filter(Boolean)).toEqual(words);
  await eventually(
    'the list without a mark',
    async () => (await inbox.row('Five of five').getByText('Arriving').count()) === 0,
  );
});

it('a first message stands in the list while nothing records it, and can be opened and read', async () => {
  const worker = pauseWorker(desk.product);
  try {
    const visit = await beginVisit({ url: desk.product.url, widgetKey: desk.product.widgetKey });
    const inbox = await desk.agent({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
    await visit.say('My very first words');
    await inbox.row('My very first words').getByText('Arriving').waitFor();
    expect(await overflow(inbox.page)).toBe(0);
    await inbox.open('My very first words');
    await inbox.said('My very first words').waitFor();
    expect(await arriving(inbox.page).count()).toBe(1);
    expect(await overflow(inbox.page)).toBe(0);
    const later = await desk.agent();
    await later.row('My very first words').waitFor();
  } finally {
    worker.goOn();
  }
});

it('whoever reads further up is told of what arrives below', async () => {
  const customer = await desk.waitingCustomer('scrolling@example.com', 'The beginning');
  for (let n = 0; n < 8; n++) await customer.say(`A longer line ${n} `.repeat(30));
  const inbox = await desk.agent({ viewport: { width: 1_000, height: 500 } });
  await inbox.open('scrolling@example.com');
  await inbox.log.getByText(/A longer line 7/).waitFor();
  await inbox.log.evaluate((log) => (log.scrollTop = 0));
  const worker = pauseWorker(desk.product);
  try {
    await customer.say('Far below');
    await inbox.page.getByRole('button', { name: 'New messages' }).click();
    await inbox.said('Far below').waitFor();
    await inbox.page.getByRole('button', { name: 'New messages' }).waitFor({ state: 'detached' });
  } finally {
    worker.goOn();
  }
});
