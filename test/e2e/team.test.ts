import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../support/browser/browser.ts';
import { InboxPage } from '../support/browser/inbox-page.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import { runProduct } from '../support/stack/run-product.ts';
import { AGENT, type RunningProduct } from '../support/stack/running-product.ts';
import { openMail } from './story.ts';

const BEN = { email: 'ben@example.com', name: 'Ben Carter', password: 'gravel lantern oboe' };

let product: RunningProduct;
let browser: TestBrowser;

beforeAll(async () => {
  product = await runProduct();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await product?.[Symbol.asyncDispose]();
});

async function inviteByMail(page: Page, email: string): Promise<string> {
  await page.getByRole('link', { name: 'Team' }).click();
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByRole('combobox', { name: 'Role' }).selectOption('Agent');
  await page.getByRole('button', { name: 'Send invitation' }).click();
  await page.getByRole('list', { name: 'Invited' }).getByText(email).waitFor();
  const reader = await browser.person();
  await openMail(reader, product, 'invites you to answer');
  return /http\S+\/join\/\S+/.exec(await reader.locator('article').innerText())?.[0] ?? '';
}

it('is joined by mail, shares one inbox, and is left within a second', async () => {
  const ana = new InboxPage(await browser.person());
  await ana.signIn(product.url, AGENT);
  const visit = await beginVisit({ url: product.url, widgetKey: product.widgetKey });
  await visit.askForPerson('casey@example.com');
  const link = await inviteByMail(ana.page, BEN.email);

  const ben = new InboxPage(await browser.person());
  const { page } = ben;
  await page.goto(link);
  await page.getByRole('textbox', { name: 'Your name' }).fill(BEN.name);
  await page.getByRole('textbox', { name: 'Password' }).fill('password1234');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByText('A password must be').waitFor();
  await page.getByRole('textbox', { name: 'Password' }).fill(BEN.password);
  await page.getByRole('button', { name: 'Join' }).click();
  await ben.open('casey@example.com');
  await page.getByRole('button', { name: 'Take over' }).click();
  await ben.log.getByText('You took over').waitFor();

  const row = ana.page.getByRole('row').filter({ hasText: BEN.email });
  await row.getByText('Here').waitFor();
  await row.getByRole('combobox', { name: 'Role' }).selectOption('Admin');
  await ana.page.getByRole('button', { name: 'Make admin' }).click();
  await page.getByRole('link', { name: 'Team' }).click();
  await page.getByRole('button', { name: 'Invite' }).waitFor();

  await row.getByRole('button', { name: 'Remove' }).click();
  const dialog = ana.page.getByRole('dialog');
  expect(await dialog.innerText()).toContain('One conversation becomes unassigned.');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('heading', { name: 'You are not on the team of Acme any more' }).waitFor();
  await row.waitFor({ state: 'detached' });

  await ana.page.getByRole('link', { name: 'Inbox', exact: true }).click();
  await ana.open('casey@example.com');
  await ana.log.getByText('Ben Carter left the team: the conversation is unassigned again').waitFor();
  await ana.log.getByText('Ben Carter took over').waitFor();

  await page.goto(link);
  await page.getByText('This invitation was used already.').waitFor();
  await ana.page.getByRole('link', { name: 'Team' }).click();
  await ana.page.getByRole('button', { name: 'Leave' }).click();
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await ana.page.getByText('A project keeps at least one owner.').waitFor();
});
