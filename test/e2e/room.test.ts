import { afterAll, beforeAll, expect, it } from 'vitest';
import type { InboxPage } from '../support/browser/inbox-page.ts';
import { overflow } from '../support/browser/overflow.ts';
import { runInbox, type RunningInbox } from '../support/stack/running-inbox.ts';

let desk: RunningInbox;

beforeAll(async () => {
  desk = await runInbox();
  await desk.waitingCustomer('room@example.com', 'Is there room for what I say?');
});
afterAll(() => desk?.[Symbol.asyncDispose]());

/** How much of the window's height the transcript has. */
const share = ({ log, page }: InboxPage) =>
  log.evaluate((element) => element.clientHeight).then((height) => height / page.viewportSize()!.height);

it.each([
  ['a window of 1400 by 900', { width: 1400, height: 900 }],
  ['a window of 1280 by 720', { width: 1280, height: 720 }],
  ['a window of 1100 by 700', { width: 1100, height: 700 }],
  ['a window at 200 % zoom', { width: 700, height: 450 }],
  ['a phone', { width: 390, height: 844 }],
  ['a phone with its keyboard up', { width: 390, height: 450 }],
])('leaves at least half of %s to the transcript', async (_what, viewport) => {
  const inbox = await desk.agent({ viewport: { width: 1400, height: 900 } });
  const { page } = inbox;
  await inbox.open('room@example.com');
  // As when somebody zooms in while it is open.
  await page.setViewportSize(viewport);
  expect(await share(inbox)).toBeGreaterThanOrEqual(0.5);
  await inbox.reply.focus();
  expect(await share(inbox)).toBeGreaterThanOrEqual(0.5);
  await inbox.reply.fill(
    'A reply\nof several\nlines\nthat grows\nand grows\nand grows\nand grows\nand grows',
  );
  expect(await share(inbox)).toBeGreaterThanOrEqual(0.5);
  const details = page.getByRole('button', { name: 'Details' });
  if (await details.isVisible()) await details.click();
  await page.getByRole('heading', { name: 'What happens next' }).waitFor();
  expect(await share(inbox)).toBeGreaterThanOrEqual(0.5);
  expect(await overflow(page)).toBe(0);
});

it('shows the details over the transcript where there is no room beside it, and gives the focus back', async () => {
  const inbox = await desk.agent({ viewport: { width: 1000, height: 700 } });
  await inbox.open('room@example.com');
  const details = inbox.page.getByRole('button', { name: 'Details' });
  const close = inbox.page.getByRole('button', { name: 'Close details' });
  await details.click();
  await inbox.focused(close);
  await inbox.page.keyboard.press('Escape');
  await close.waitFor({ state: 'hidden' });
  await inbox.focused(details);
  expect(await inbox.log.isVisible()).toBe(true);
});

it('keeps the acts of a low window behind one button', async () => {
  const inbox = await desk.agent({ viewport: { width: 700, height: 450 } });
  const { page } = inbox;
  await inbox.open('room@example.com');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: 'Hand back' }).waitFor();
  await page.getByRole('button', { name: 'Close conversation' }).waitFor();
});

it('makes the menu of further acts as wide as its words, not as all of them in one line', async () => {
  const inbox = await desk.agent({ viewport: { width: 1280, height: 800 } });
  await inbox.open('room@example.com');
  await inbox.page.getByRole('button', { name: 'More', exact: true }).click();
  const widest = inbox.page.getByRole('button', { name: 'Block mail from room@example.com' });
  await inbox.focused(inbox.page.getByRole('button', { name: 'Mark unread' }));
  expect((await widest.boundingBox())!.width).toBeLessThan(320);
});

it('folds the navigation of a narrow window to icons, each of which is whole', async () => {
  const { page } = await desk.agent({ viewport: { width: 1000, height: 700 } });
  const side = (await page.getByRole('banner').boundingBox())!;
  const begin = (await page.getByRole('button', { name: 'New conversation' }).boundingBox())!;
  expect(begin.x).toBeGreaterThanOrEqual(side.x);
  expect(begin.x + begin.width).toBeLessThanOrEqual(side.x + side.width);
});

it('leads on a phone to every page, and shows which tab of the settings one is in', async () => {
  const { page } = await desk.agent({ viewport: { width: 320, height: 640 } });
  for (const name of ['Saved replies', 'Reports', 'Team', 'Projects']) {
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    expect(await overflow(page), name).toBe(0);
  }
  await page.goto(`${desk.product.url}/settings/webhooks`);
  const tab = page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Webhooks' });
  await tab.waitFor();
  const { x, width } = (await tab.boundingBox())!;
  expect(x + width).toBeLessThanOrEqual(320);
});

it('lets words from right to left stand at the right, whoever wrote them', async () => {
  await desk.waitingCustomer('layla@example.com', 'متى تصل دراجتي؟ رقم الطلب 17.');
  const inbox = await desk.agent();
  const direction = (element: Element) => getComputedStyle(element).direction;
  const preview = inbox.row('layla@example.com').getByText('متى تصل دراجتي؟');
  expect(await preview.evaluate(direction)).toBe('rtl');
  await inbox.open('layla@example.com');
  expect(await inbox.log.getByText('متى تصل دراجتي؟').evaluate(direction)).toBe('rtl');
  expect(await inbox.heading.evaluate(direction)).toBe('rtl');
  await inbox.reply.fill('تصل يوم الاثنين.');
  expect(await inbox.reply.evaluate(direction)).toBe('rtl');
});

it.each(['light', 'dark'] as const)(
  'lifts the customer’s words off the page in the %s scheme',
  async (colorScheme) => {
    const inbox = await desk.agent({ colorScheme });
    await inbox.open('room@example.com');
    const article = inbox.log.getByRole('article').first();
    expect(await article.evaluate((element) => getComputedStyle(element).boxShadow)).not.toBe('none');
  },
);
