import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../support/browser/browser.ts';
import { serveHostPage } from '../support/browser/host-page.ts';
import { InboxPage } from '../support/browser/inbox-page.ts';
import { overflow } from '../support/browser/overflow.ts';
import { addAuthenticator } from '../support/browser/virtual-authenticator.ts';
import { runProduct } from '../support/stack/run-product.ts';
import { AGENT, type RunningProduct } from '../support/stack/running-product.ts';
import { openMail } from './story.ts';

const BEN = { email: 'ben@example.com', name: 'Ben Carter', password: 'gravel lantern oboe' };

let product: RunningProduct;
let browser: TestBrowser;
let page: Page;
/** A passkey belongs to a name, and 127.0.0.1 is none. */
let url: string;

beforeAll(async () => {
  product = await runProduct();
  url = product.url.replace('127.0.0.1', 'localhost');
  browser = await openBrowser();
  page = await browser.person();
  await new InboxPage(page).signIn(url, AGENT);
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await product?.[Symbol.asyncDispose]();
});

const button = (name: string, on = page) => on.getByRole('button', { name, exact: true });
const step = (name: string, on = page) =>
  on.getByRole('list', { name: 'First steps' }).getByRole('listitem').filter({ hasText: name });
const toInbox = () => page.getByRole('link', { name: 'Inbox', exact: true }).click();

/** On its desk and on a phone, nothing sticks out. */
async function fits(on: Page): Promise<void> {
  const before = on.viewportSize();
  await on.setViewportSize({ width: 320, height: 640 });
  expect(await overflow(on)).toBe(0);
  if (before) await on.setViewportSize(before);
}

it('leads a new project, and ticks what is done without a reload', async () => {
  await page.getByText('Your first conversation starts here').waitFor();
  await page.getByText('0 of 6 first steps are done.').waitFor();
  await page.setViewportSize({ width: 320, height: 640 });
  await step('Name the project').waitFor();
  expect(await overflow(page)).toBe(0);
  await page.setViewportSize({ width: 1280, height: 720 });
  await step('Name the project').getByRole('link').click();
  await page.getByRole('textbox', { name: 'Project name' }).fill('Lantern & Loom');
  await button('Save').click();
  await page.getByText('Saved.').first().waitFor();
  await toInbox();
  await step('Name the project').getByText('Done').waitFor();

  await step('Put the widget on a page').getByRole('link').click();
  await page.getByRole('heading', { name: 'Put the widget on your site' }).waitFor();
  const heading = page.getByRole('heading', { name: 'Put the widget on your site' });
  await new InboxPage(page).focused(heading);
  await toInbox();
});

it('folds to a line once there is work, and counts a visitor of another site', async () => {
  const script = `<script async src="${product.url}/widget.js" data-key="${product.widgetKey}"></script>`;
  await using host = await serveHostPage(`<!doctype html><title>Shop</title><h1>Lamps</h1>${script}`);
  const visitor = await browser.person();
  await visitor.goto(host.url);
  await button('Open chat', visitor).click();
  await visitor.getByRole('textbox', { name: 'Message' }).fill('Do you ship to Spain?');
  await button('Send', visitor).click();
  const card = page.getByRole('group').filter({ hasText: 'First steps' });
  await card.getByText('3 of 6').waitFor();
  expect(await step('Add an article').isVisible()).toBe(false);
  await card.getByText('3 of 6').click();
  await step('Put the widget on a page').getByText('Done').waitFor();
  await step('Try the assistant').getByText('Done').waitFor();
});

it('is hidden for the team, and comes back from the settings', async () => {
  await page.getByRole('button', { name: /^Hide/ }).click();
  await page.getByText('3 of 6').waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('list', { name: 'Conversations' }).waitFor();
  expect(await page.getByText('3 of 6').count()).toBe(0);
  await page.getByRole('link', { name: 'Settings' }).click();
  await button('Show in the inbox').click();
  await button('Hide for the team').waitFor();
  await toInbox();
  await page.getByText('3 of 6').waitFor();
});

async function joinAsBen(): Promise<Page> {
  await page.getByRole('link', { name: 'Team' }).click();
  await button('Invite').click();
  await page.getByRole('textbox', { name: 'Email' }).fill(BEN.email);
  await button('Send invitation').click();
  await page.getByRole('list', { name: 'Invited' }).getByText(BEN.email).waitFor();
  const reader = await browser.person();
  await openMail(reader, product, 'invites you to answer');
  const link = /http\S+(\/join\/\S+)/.exec(await reader.locator('article').innerText())?.[1] ?? '';
  const ben = await browser.person();
  await ben.goto(url + link);
  await ben.getByRole('textbox', { name: 'Your name' }).fill(BEN.name);
  await ben.getByRole('textbox', { name: 'Password' }).fill(BEN.password);
  await button('Join', ben).click();
  await ben.getByRole('list', { name: 'Conversations' }).getByText('Do you ship to Spain?').waitFor();
  return ben;
}

async function require(): Promise<void> {
  await button('Require it').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Require it' }).click();
}

it('a required second step keeps a password alone out at once, leads it to a passkey, and lets it go on', async () => {
  const ben = await joinAsBen();
  await page.getByText('Two of two sign in with a password alone.').waitFor();
  await require();
  await page.getByText('Set up an authenticator or a passkey of your own first').waitFor();
  await page.getByRole('link', { name: 'Your account' }).click();
  await addAuthenticator(page);
  await button('Add passkey').click();
  await page.getByText('The passkey is added.').waitFor();
  await page.getByRole('link', { name: 'Team' }).click();
  await page.getByText('One of two signs in with a password alone.').waitFor();
  const row = (who: string) => page.getByRole('row').filter({ hasText: who });
  expect(await row(AGENT.email).innerText()).toContain('Passkey');
  expect(await row(BEN.email).innerText()).toContain('Password only');
  await require();
  await button('Stop requiring it').waitFor();

  await ben.getByRole('heading', { name: 'Lantern & Loom asks for a second step' }).waitFor();
  await button('Add passkey', ben).waitFor();
  await fits(ben);
  expect(await ben.getByText('Do you ship to Spain?').count()).toBe(0);
  await addAuthenticator(ben);
  await button('Add passkey', ben).click();
  await ben.getByRole('heading', { name: 'You can go on' }).waitFor();
  await button('Go on to Lantern & Loom', ben).click();
  await ben.getByRole('list', { name: 'Conversations' }).getByText('Do you ship to Spain?').waitFor();
  await page.reload();
  await page.getByText('Nobody signs in with a password alone.').waitFor();
  await fits(page);
});

it('a right password without the passkey is asked for it, and is in by it', async () => {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await button('Sign out').click();
  await page.getByRole('textbox', { name: 'Email' }).fill(AGENT.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(AGENT.password);
  await button('Sign in').click();
  await page.getByText('You have a passkey: this is what it is for.').waitFor();
  await button('Sign in with a passkey').click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
});
