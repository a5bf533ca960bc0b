import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInbox, type RunningInbox } from '../support/stack/running-inbox.ts';

/** WCAG 2.0 to 2.2 A and AA, best practice, and rules that are new: a label that hides visible words is one of those. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'experimental'];
const SCHEMES = ['light', 'dark'] as const;
const WIDE = { width: 1400, height: 900 };
const PHONE = { width: 390, height: 844 };

let desk: RunningInbox;

beforeAll(async () => {
  desk = await runInbox();
  await desk.waitingCustomer('reads@example.com', 'Can a screen reader read this?');
  await desk.waitingCustomer('layla@example.com', 'متى تصل دراجتي؟ رقم الطلب 17.');
});
afterAll(() => desk?.[Symbol.asyncDispose]());

/** What axe-core holds against what is on the screen, a line a rule. */
async function faultsOf(page: Page): Promise<string[]> {
  // Half a colour has half a contrast: what fades in has arrived.
  await page.evaluate(() => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    return Promise.allSettled(ending.map(({ finished }) => finished));
  });
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (values) => (globalThis as unknown as { axe: typeof axe }).axe.run({ runOnly: { type: 'tag', values } }),
    TAGS,
  );
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

describe.each(SCHEMES)('in the %s scheme', (colorScheme) => {
  it('signing in has no fault', async () => {
    const page = await desk.browser.person({ colorScheme });
    await page.goto(desk.product.url);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('Write your email address.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it.each([
    ['a wide window', WIDE],
    ['a phone', PHONE],
  ])('the inbox has no fault on %s', async (_where, viewport) => {
    const inbox = await desk.agent({ colorScheme, viewport });
    const { page } = inbox;
    await inbox.row('layla@example.com').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await inbox.open('reads@example.com');
    await inbox.reply.fill('**Yes**');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'More actions' }).click();
    expect(await faultsOf(page)).toEqual([]);
  });

  it.each([
    ['/docs', 'Docs'],
    ['/team', 'Team'],
    ['/settings', 'Settings'],
    ['/settings/email', 'Settings'],
    ['/account', 'Your account'],
    ['/projects', 'Projects'],
    ['/quarantine', 'Quarantine'],
    ['/nowhere', 'There is nothing at this address'],
  ])('the page %s has no fault', async (path, heading) => {
    const { page } = await desk.agent({ colorScheme, viewport: WIDE });
    await page.goto(desk.product.url + path);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it('the help and an article being written have no fault', async () => {
    const { page } = await desk.agent({ colorScheme, viewport: WIDE });
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.goto(`${desk.product.url}/docs`);
    await page.getByRole('button', { name: 'Add article' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Give the article a title.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });
});
