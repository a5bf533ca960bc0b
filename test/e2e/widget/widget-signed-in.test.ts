import { SignJWT } from 'jose';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveHostPage } from '../../support/browser/host-page.ts';
import type { InboxPage } from '../../support/browser/inbox-page.ts';
import { eventually } from '../../support/eventually.ts';
import { runInbox, type RunningInbox } from '../../support/stack/running-inbox.ts';

let desk: RunningInbox;
let ana: InboxPage;
let secret: string;

beforeAll(async () => {
  desk = await runInbox();
  ana = await desk.agent();
  const { page } = ana;
  await page.goto(`${desk.product.url}/settings`);
  await page.getByRole('button', { name: 'Make a secret' }).click();
  const section = page.getByRole('region', { name: 'Signed-in customers' });
  secret = await eventually('the secret', async () => /[\w-]{43}/.exec(await section.innerText())?.[0]);
});
afterAll(() => desk?.[Symbol.asyncDispose]());

const sign = (sub: string, by = secret, claims = {}) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(by));

/** A page of the project's site, with its console. */
async function visitSite(identity?: string) {
  const { url } = desk.product;
  const widgetKey = desk.product.widgetKey;
  const said = identity ? ` data-identity="${identity}"` : '';
  const host = await serveHostPage(
    `<!doctype html><title>Pricing</title><script async src="${url}/widget.js" data-key="${widgetKey}"${said}></script>`,
  );
  const page = await desk.browser.person();
  const warnings: string[] = [];
  page.on('console', (line) => line.type() === 'warning' && warnings.push(line.text()));
  await page.goto(`${host.url}/pricing?plan=pro#part`);
  return { page, host, warnings };
}

const box = (page: Page) => page.getByRole('textbox', { name: 'Message' });
const log = (page: Page) => page.getByRole('log', { name: 'Messages' });
const open = (page: Page) => page.getByRole('button', { name: /Open chat/ }).click();

async function say(page: Page, text: string) {
  await box(page).fill(text);
  await page.keyboard.press('Enter');
  await log(page).getByText(text).first().waitFor();
}

it('whoever is signed in has one conversation on two devices, and the team sees who they are and where', async () => {
  const kim = await sign('u-4711', secret, { name: 'Kim Lee' });
  const phone = await visitSite(kim);
  await open(phone.page);
  await say(phone.page, 'My lamp stays dark');
  const { page } = ana;
  await page.goto(desk.product.url);
  await page.getByRole('list', { name: 'Lanes' }).getByRole('link', { name: /^All/ }).first().click();
  await ana.open('My lamp stays dark');
  const about = page.getByRole('complementary', { name: 'About this conversation' });
  await about.getByText('u-4711').waitFor();
  await about.getByRole('heading', { name: 'Kim Lee' }).waitFor();
  await about.getByText('On Pricing · /pricing').waitFor();
  const link = about.getByRole('link', { name: 'Pricing · /pricing' });
  expect(await link.getAttribute('href')).toBe(`${phone.host.url}/pricing?plan=pro`);
  expect(await link.getAttribute('rel')).toContain('noreferrer');
  await phone.page.evaluate(() => {
    document.title = 'Cart';
    history.pushState(null, '', '/cart');
  });
  await about.getByText('On Cart · /cart').waitFor();

  const desktop = await visitSite();
  await desktop.page.waitForFunction(() => 'Throughline' in window);
  await open(desktop.page);
  await say(desktop.page, 'Words of nobody in particular');
  await identify(desktop.page, kim);
  await log(desktop.page).getByText('My lamp stays dark').waitFor();
  expect(await log(desktop.page).getByText('nobody in particular').count()).toBe(0);

  await phone.page.close();
  await desktop.page.evaluate(() => window.Throughline?.signOut());
  await eventually(
    'nothing of theirs',
    async () => (await log(desktop.page).innerText()).search(/lamp|nobody/) < 0,
  );
  expect(await desktop.page.evaluate(() => Object.values(localStorage).join())).not.toContain('lamp');
  await about.getByText('/cart').waitFor({ state: 'detached' });
  for (const { host } of [phone, desktop]) await host[Symbol.asyncDispose]();
});

it('a token that nobody signed shows nobody’s conversation, and says why in the console', async () => {
  const { page, host, warnings } = await visitSite(await sign('u-4711', 'x'.repeat(43)));
  await open(page);
  await box(page).waitFor();
  await eventually('the words', () => warnings.some((words) => words.includes('not signed with a secret')));
  await say(page, 'Hello from nobody');
  expect(await log(page).getByText('My lamp stays dark').count()).toBe(0);
  await host[Symbol.asyncDispose]();
});

/** As a page does once somebody has signed in without leaving it. */
const identify = (page: Page, token: string) =>
  page.evaluate((jwt) => window.Throughline?.identify(jwt), token);
