import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultsOf } from '../../support/browser/faults-of.ts';
import { InboxPage } from '../../support/browser/inbox-page.ts';
import { overflow } from '../../support/browser/overflow.ts';
import { eventually } from '../../support/eventually.ts';
import { runInbox, type RunningInbox } from '../../support/stack/running-inbox.ts';
import { findMail } from '../people/find-mail.ts';
import { openChat } from '../story.ts';

const BEN = { email: 'ben@example.com', name: 'Ben Carter', password: 'gravel lantern oboe' };
const QUESTION = 'Does the lamp fit a bulb of 40 watts?';

let desk: RunningInbox;
let ana: InboxPage;
let ben: InboxPage;
let visitor: Page;

beforeAll(async () => {
  desk = await runInbox();
  ana = await desk.agent();
  ben = new InboxPage(await desk.browser.person());
  await join(ben.page, await invite(ana.page));
  visitor = await desk.browser.person();
  await openChat(visitor, desk.product);
  await visitor.getByRole('textbox', { name: 'Message' }).fill(QUESTION);
  await visitor.keyboard.press('Enter');
  await ana.page.goto(desk.product.url);
  await ana.open(QUESTION);
  await ana.page.getByRole('button', { name: 'Take over' }).click();
  await ana.page.getByText('You took over').first().waitFor({ state: 'attached' });
});
afterAll(() => desk?.[Symbol.asyncDispose]());

async function invite(owner: Page): Promise<string> {
  await owner.getByRole('link', { name: 'Team' }).click();
  await owner.getByRole('button', { name: 'Invite' }).click();
  await owner.getByRole('textbox', { name: 'Email' }).fill(BEN.email);
  await owner.getByRole('button', { name: 'Send invitation' }).click();
  await owner.getByRole('list', { name: 'Invited' }).getByText(BEN.email).waitFor();
  const reader = await desk.browser.person();
  await findMail(reader, desk.product.mailboxUrl, { to: BEN.email, holds: 'invites you to answer' });
  const link = /http\S+\/join\/\S+/.exec(await reader.locator('article').innerText())?.[0] ?? '';
  await reader.context().close();
  return link;
}

async function join(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('textbox', { name: 'Your name' }).fill(BEN.name);
  await page.getByRole('textbox', { name: 'Password' }).fill(BEN.password);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}

/** Ben joined under the name that stands in his invitation. */
const at = (path: string) => new URL(path, ben.page.url()).href;

const faces = ({ page }: InboxPage) => page.getByRole('list', { name: 'Who else is here' });
const status = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text });
const gone = (page: Page, text: string | RegExp) =>
  eventually(`no “${String(text)}”`, async () => (await status(page, text).count()) === 0);

it('a second agent sees who looks at the conversation, and the first sees them', async () => {
  await ben.open(QUESTION);
  await faces(ben).getByText('Ana is looking at this').waitFor({ state: 'attached' });
  await faces(ana).getByText('Ben Carter is looking at this').waitFor({ state: 'attached' });
});

it('the team sees that the visitor is typing, and that they stopped', async () => {
  await visitor.getByRole('textbox', { name: 'Message' }).pressSequentially('It is for');
  for (const { page } of [ana, ben])
    await status(page, / is typing$/)
      .first()
      .waitFor();
  await visitor.getByRole('textbox', { name: 'Message' }).fill('');
  for (const { page } of [ana, ben]) await gone(page, / is typing$/);
});

it('a note that is typed shows to the team alone, a reply to the visitor as well', async () => {
  await ben.page.getByText('Note', { exact: true }).click();
  await ben.page.getByRole('textbox', { name: 'Note' }).pressSequentially('I think');
  await status(ana.page, 'Ben Carter is typing a note').waitFor();
  expect(await status(visitor, 'is typing').count()).toBe(0);
  await ben.page.getByRole('textbox', { name: 'Note' }).fill('');
  await gone(ana.page, 'Ben Carter');
  await ben.page.getByText('Reply', { exact: true }).click();
  await ben.reply.pressSequentially('Yes, it');
  await status(ana.page, 'Ben Carter is typing').waitFor();
  await status(visitor, 'Ben Carter is typing').waitFor();
});

it('whoever replies at the same time is told so before they send', async () => {
  await ana.reply.pressSequentially('No');
  await ben.reply.pressSequentially(' does');
  await status(ana.page, 'You and Ben Carter both write a reply').waitFor();
  expect(await faultsOf(ana.page)).toEqual([]);
  await ben.reply.fill('');
  await gone(ana.page, 'You and Ben Carter both');
  await gone(visitor, 'is typing');
  await ana.reply.fill('');
});

it('a colleague is found by the @ of a note, told of it, and finds it in their lane until they answer', async () => {
  const { page } = ana;
  // Whoever reads it at once has nothing to be told.
  await ben.page.goto(at('/team'));
  await page.getByText('Note', { exact: true }).click();
  const box = page.getByRole('textbox', { name: 'Note' });
  const colleague = page
    .getByRole('listbox', { name: 'Mention a colleague' })
    .getByRole('option', { name: /Ben Carter/ });
  await box.pressSequentially('Ask @');
  await colleague.waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await eventually('no list', async () => (await colleague.count()) === 0);
  await box.fill('');
  await box.pressSequentially('@ca');
  await colleague.waitFor();
  await page.keyboard.press('Enter');
  await box.pressSequentially('what fits?');
  expect(await box.inputValue()).toBe('@Ben Carter what fits?');
  await page.keyboard.press('Control+Enter');
  await ana.log.getByText('@Ben Carter', { exact: true }).waitFor();
  await ben.lane(/^Mentions\s*1$/).waitFor();
  await ben.lane(/Mentions/).click();
  await ben.row(QUESTION).waitFor();
  await findMailTo(BEN.email);
  await ben.open(QUESTION);
  await ben.page.getByText('Note', { exact: true }).click();
  await ben.page.getByRole('textbox', { name: 'Note' }).fill('The one with the small foot.');
  await ben.page.keyboard.press('Control+Enter');
  await ben.said('The one with the small foot.').waitFor();
  await ben.page.goto(at('/?lane=mentions'));
  await ben.page.getByText('Nobody waits for your answer').waitFor();
});

async function findMailTo(to: string) {
  const reader = await desk.browser.person();
  await findMail(reader, desk.product.mailboxUrl, { to, holds: 'mentioned you in a note' });
  await reader.context().close();
}

it('a reply says when the customer saw it', async () => {
  const { page } = ana;
  await page.getByText('Reply', { exact: true }).click();
  await ana.reply.fill('It takes 40 watts.');
  await ana.send.click();
  await visitor.getByRole('log').getByText('It takes 40 watts.').waitFor();
  await ana.log.getByText(/^(Seen|Read) in the chat$/).waitFor();
  expect(await ana.log.locator('footer time').count()).toBe(1);
});

it('who is there fits a phone in the dark, without a fault', async () => {
  const phone = await desk.agent({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
  await ben.page.goto(at('/'));
  await ben.open(QUESTION);
  await phone.open(QUESTION);
  await ben.page.getByText('Reply', { exact: true }).click();
  await ben.reply.pressSequentially('A little');
  await status(phone.page, 'Ben Carter is typing').waitFor();
  for (const width of [390, 320]) {
    await phone.page.setViewportSize({ width, height: 844 });
    expect(await overflow(phone.page)).toBe(0);
    expect(await faultsOf(phone.page)).toEqual([]);
    expect((await phone.heading.boundingBox())!.width).toBeGreaterThan(90);
  }
  await phone.page.getByRole('button', { name: 'More', exact: true }).click();
  await phone.page.getByRole('button', { name: 'Details' }).click();
  await phone.page.getByRole('complementary', { name: 'About this conversation' }).waitFor();
  await phone.page.context().close();
});

it('a tab that dies is gone from the others within seconds', async () => {
  await ben.reply.pressSequentially(' more');
  await status(ana.page, 'Ben Carter is typing').waitFor();
  const session = await ben.page.context().newCDPSession(ben.page);
  const died = ben.page.waitForEvent('crash');
  void session.send('Page.crash').catch(() => {});
  await died;
  const since = Date.now();
  await gone(ana.page, 'Ben Carter is typing');
  await eventually('no face', async () => (await faces(ana).count()) === 0);
  console.log(`gone ${Date.now() - since} ms after the tab died`);
});
