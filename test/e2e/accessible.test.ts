import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf, SCHEMES } from '../support/browser/faults-of.ts';
import { runInbox, type RunningInbox } from '../support/stack/running-inbox.ts';

const WIDE = { width: 1400, height: 900 };
const PHONE = { width: 390, height: 844 };

let desk: RunningInbox;

beforeAll(async () => {
  desk = await runInbox();
  await desk.waitingCustomer('reads@example.com', 'Can a screen reader read this?');
  await desk.waitingCustomer('layla@example.com', 'متى تصل دراجتي؟ رقم الطلب 17.');
});
afterAll(() => desk?.[Symbol.asyncDispose]());

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
    await page.getByRole('button', { name: 'More', exact: true }).click();
    expect(await faultsOf(page)).toEqual([]);
  });

  it.each([
    ['/docs', 'Docs'],
    ['/team', 'Team'],
    ['/settings', 'Settings'],
    ['/settings/email', 'Settings'],
    ['/settings/tags', 'Settings'],
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
