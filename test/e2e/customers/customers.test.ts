import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf, SCHEMES } from '../../support/browser/faults-of.ts';
import { overflow } from '../../support/browser/overflow.ts';
import { runInbox, type RunningInbox } from '../../support/stack/running-inbox.ts';

const WIDE = { width: 1400, height: 900 };
const PHONE = { width: 390, height: 844 };
/** Nobody can break it anywhere. */
const LONG = 'Wolfeschlegelsteinhausenbergerdorffwelch';

/** A busy machine gets the benefit. */
const PATIENT = { timeout: 20_000 };

let desk: RunningInbox;

beforeAll(async () => {
  desk = await runInbox();
  await desk.waitingCustomer('ingrid@home.example', 'My shade is torn.');
  await desk.waitingCustomer('ingrid@work.example', 'Where is my order?');
  await desk.waitingCustomer('layla@example.com', 'متى تصل دراجتي؟');
  await desk.waitingCustomer('long@example.com', 'Hello.');
});
afterAll(() => desk?.[Symbol.asyncDispose]());

const customers = (page: Page) => page.getByRole('table', { name: 'Customers' }).getByRole('link');

async function openCustomer(page: Page, name: string): Promise<void> {
  await page.goto(`${desk.product.url}/customers`);
  await customers(page).filter({ hasText: name }).click();
  await page.getByRole('heading', { level: 2, name }).waitFor();
}

/** Changes a fact where it stands. */
async function type(page: Page, field: string, text: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`(^Add|, change) ${field}$`) }).click();
  const box = page.getByRole('textbox', { name: field, exact: true });
  await box.fill(text);
  await box.press('Enter');
  await box.waitFor({ state: 'detached' });
}

it('what an agent types beside a conversation is on a colleague’s screen at once', async () => {
  const colleague = await desk.agent({ viewport: WIDE });
  await openCustomer(colleague.page, 'ingrid@home.example');
  const ana = await desk.agent({ viewport: WIDE });
  const { page } = ana;
  await ana.row('ingrid@home.example').getByRole('link').click();
  await type(page, 'Name', 'Ingrid Solberg');
  await type(page, 'Phone', '+47 99 12 34 56');
  await colleague.page.getByText('+47 99 12 34 56').waitFor();
  await colleague.page.getByRole('heading', { level: 2, name: 'Ingrid Solberg' }).waitFor();
  await customers(colleague.page).filter({ hasText: 'Ingrid Solberg' }).waitFor();
  await ana.row('Ingrid Solberg').waitFor();

  await page.getByRole('button', { name: 'Add what is known about Ingrid' }).click();
  await page.getByRole('textbox', { name: 'About Ingrid' }).fill('Likes to be called, not mailed.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await colleague.page.getByText('Likes to be called, not mailed.').waitFor();

  await page.getByRole('button', { name: /^\+47 99 12 34 56.*change Phone$/ }).click();
  await page.keyboard.type('never mind');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^\+47 99 12 34 56.*change Phone$/ }).waitFor();
});

it('an attribute that an admin defined takes what is of its kind, and says at the field what it takes', async () => {
  const { page } = await desk.agent({ viewport: WIDE });
  await page.goto(`${desk.product.url}/settings/attributes`);
  await page.getByRole('button', { name: 'Add attribute' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Give it a name.').waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill('Spent');
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('Number');
  await page.getByRole('button', { name: 'Add attribute' }).click();
  await page.getByRole('textbox', { name: 'Name' }).nth(1).fill('Plan');
  await page.getByRole('combobox', { name: 'Kind' }).nth(1).selectOption('One of a list');
  await page.getByRole('textbox', { name: 'Choices, one a line' }).fill('Paper\nFriends of paper');
  await page.getByRole('button', { name: 'Move up Plan' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved. It stands beside every conversation.').waitFor();

  await openCustomer(page, 'layla@example.com');
  await page.getByRole('button', { name: 'Add Plan' }).click();
  await page.getByRole('combobox', { name: 'Plan' }).selectOption('Friends of paper');
  await page.getByRole('button', { name: /^Friends of paper.*change Plan$/ }).waitFor();
  await page.getByRole('button', { name: 'Add Spent' }).click();
  const spent = page.getByRole('textbox', { name: 'Spent' });
  await spent.fill('a lot');
  await spent.press('Enter');
  await page.getByText('Write a number, such as 12 or 3.5.').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await spent.fill('612,5');
  await spent.press('Enter');
  await page.getByRole('button', { name: /^612.5.*change Spent$/ }).waitFor();
});

it('two customers are merged, found by either address, and are two again when that is undone', async () => {
  const { page } = await desk.agent({ viewport: WIDE });
  await openCustomer(page, 'Ingrid Solberg');
  await page.getByRole('button', { name: 'Add another address' }).click();
  await page.getByRole('textbox', { name: 'Another address' }).fill('ingrid@work.example');
  await page.keyboard.press('Enter');
  await page.getByText('Another customer has this address. Merge the two instead.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More about Ingrid' }).click();
  await page.getByRole('button', { name: 'Merge with another customer' }).click();
  const dialog = page.getByRole('dialog', { name: 'Merge with another customer' });
  await dialog.getByRole('searchbox').fill('WORK.example');
  await dialog.getByRole('button', { name: 'ingrid@work.example' }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'ingrid@work.example' }).click();

  await page.getByText('Merged with ingrid@work.example.').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('list', { name: 'Conversations' }).getByText('Where is my order?').waitFor();
  await page.getByRole('searchbox', { name: 'Search customers' }).fill('work.exam');
  await expect.poll(() => customers(page).allInnerTexts(), PATIENT).toEqual(['Ingrid Solberg']);
  const other = await desk.agent({ viewport: WIDE });
  await expect.poll(() => other.row('Ingrid Solberg').count(), PATIENT).toBe(2);

  await page.getByRole('button', { name: 'Undo the merge with ingrid@work.example' }).click();
  await expect.poll(() => customers(page).allInnerTexts(), PATIENT).toEqual(['ingrid@work.example']);
  await other.row('ingrid@work.example').waitFor();
});

describe.each(SCHEMES)('in the %s scheme', (colorScheme) => {
  it.each([
    ['a wide window', WIDE],
    ['a phone', PHONE],
  ])('customers have no fault on %s, whatever they are called', async (_where, viewport) => {
    const { page } = await desk.agent({ colorScheme, viewport });
    for (const [email, name] of [
      ['layla@example.com', 'ليلى منصور'],
      ['long@example.com', LONG],
    ] as const) {
      await page.goto(`${desk.product.url}/customers`);
      await customers(page)
        .filter({ hasText: new RegExp(`${email}|${name}`) })
        .waitFor();
      expect([await faultsOf(page), await overflow(page)]).toEqual([[], 0]);
      await customers(page)
        .filter({ hasText: new RegExp(`${email}|${name}`) })
        .click();
      await page.getByRole('heading', { level: 2 }).waitFor();
      await type(page, 'Name', name);
      await page.getByRole('heading', { level: 2, name }).waitFor();
      expect([await faultsOf(page), await overflow(page)]).toEqual([[], 0]);
    }
    await page.goto(`${desk.product.url}/settings/attributes`);
    await page.getByRole('heading', { name: 'Attributes of customers' }).waitFor();
    expect([await faultsOf(page), await overflow(page)]).toEqual([[], 0]);
    const inbox = await desk.agent({ colorScheme, viewport });
    await inbox.open(LONG);
    if (viewport === PHONE) await inbox.page.getByRole('button', { name: 'Details' }).click();
    await inbox.page.getByRole('link', { name: /Everything about/ }).waitFor();
    expect([await faultsOf(inbox.page), await overflow(inbox.page)]).toEqual([[], 0]);
  });
});
