import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { InboxPage } from '../../support/browser/inbox-page.ts';
import { runInbox, type RunningInbox } from '../../support/stack/running-inbox.ts';
import { toAccount } from './account-acts.ts';

let desk: RunningInbox;
let inbox: InboxPage;
let page: Page;

beforeAll(async () => {
  desk = await runInbox();
  await desk.waitingCustomer('kim@example.com', 'My paper lamp is torn.');
  inbox = await desk.agent();
  page = inbox.page;
});
afterAll(() => desk?.[Symbol.asyncDispose]());

/** Pressed with a key, as whoever needs the focus does. */
async function press(control: Locator): Promise<void> {
  await control.focus();
  await page.keyboard.press('Enter');
}

async function invite(pasted: string): Promise<void> {
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByRole('textbox', { name: 'Email' }).fill(pasted);
  await page.getByRole('button', { name: 'Send invitation' }).click();
}

it('several pasted addresses are invited, and what is no address is named', async () => {
  await page.getByRole('link', { name: 'Team' }).click();
  await invite('Dora <dora@example.com>\n"Doe, Lee" <lee@example.com>, Sam');
  await page.getByText('“Sam” is no address.').waitFor();
  await page
    .getByRole('textbox', { name: 'Email' })
    .fill('Dora <dora@example.com>\n"Doe, Lee" <lee@example.com>');
  await page.getByRole('button', { name: 'Send invitation' }).click();
  const invited = page.getByRole('list', { name: 'Invited' }).getByRole('listitem');
  await invited.filter({ hasText: 'lee@example.com' }).waitFor();
  expect(await invited.count()).toBe(2);
  await invite('lee@example.com, ana@example.com, dora@example.com, new@example.com');
  await page
    .getByText(/Ana.* is on the team already.*lee@example.com and dora@example.com are invited/)
    .waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await invited.filter({ hasText: 'lee@example.com' }).waitFor();
  expect(await invited.count()).toBe(2);
});

it('the focus stays near what went away: a revoked invitation, an archived project, a button that became a form', async () => {
  await press(page.getByRole('button', { name: 'Revoke' }).first());
  await inbox.focused(page.getByRole('heading', { name: 'Invited' }));
  await press(page.getByRole('button', { name: 'Revoke' }));
  await page.getByText('Nobody waits to join.').or(page.getByText('You answer alone so far.')).waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toMatch(/^H[12]$/);

  await page.getByRole('link', { name: 'Projects' }).click();
  await page.getByRole('button', { name: 'Add project' }).click();
  await page.getByRole('textbox', { name: 'Project name' }).fill('Moth');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Projects' }).click();
  await press(page.getByRole('button', { name: 'Archive Moth' }));
  await page.getByRole('button', { name: 'Restore Moth' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  await press(page.getByRole('button', { name: 'Restore Moth' }));
  await page.getByRole('button', { name: 'Archive Moth' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');

  await toAccount(page, desk.product.url);
  await press(page.getByRole('button', { name: 'Set up authenticator' }));
  await inbox.focused(page.getByRole('textbox', { name: 'Your password', exact: true }));
  await press(page.getByRole('button', { name: 'Cancel' }));
  await inbox.focused(page.getByRole('button', { name: 'Set up authenticator' }));
});

it('a changed name is on every page that is open, without a reload', async () => {
  const elsewhere = await desk.agent();
  await page.goto(desk.product.url);
  await page.getByRole('combobox', { name: 'Project', exact: true }).click();
  await page.getByRole('option', { name: /^Acme/ }).click();
  await inbox.open('kim@example.com');
  await inbox.reply.fill('We send you another.');
  await inbox.send.click();
  await inbox.said('We send you another.').waitFor();
  await elsewhere.page.getByRole('link', { name: 'Team' }).click();

  await toAccount(page, desk.product.url);
  const name = page.getByRole('textbox', { name: 'Your name' });
  await name.fill('  ');
  await page.getByRole('button', { name: 'Change name' }).click();
  await page.getByText('Give a name.').or(page.getByText('Write your name')).waitFor();
  await name.fill('Ana María');
  await page.getByRole('button', { name: 'Change name' }).click();
  await page.getByText('Your name is changed').waitFor();
  await page.getByRole('button', { name: 'Account of Ana María' }).waitFor();
  await elsewhere.page.getByRole('row').filter({ hasText: 'Ana María' }).waitFor();
  await elsewhere.page.getByRole('button', { name: 'Account of Ana María' }).waitFor();
});
