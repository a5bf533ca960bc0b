import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { InboxPage } from '../support/inbox-page.ts';
import { cutStreams, watchStreams } from '../support/live-streams.ts';
import { AGENT, runProduct, widgetKeyOf, type RunningProduct } from '../support/running-product.ts';
import { beginVisit } from '../support/visitor-client.ts';

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

/** A visitor who asked for a person and left an address. */
async function waitingCustomer(email: string, text: string) {
  const visit = await beginVisit({ url: product.url, widgetKey: await widgetKeyOf(product) });
  await visit.say(text);
  await visit.askForPerson(email);
  return visit;
}

/** The beginning of the visitor's stream, up to a text that it must hold. */
async function whatVisitorSees(
  { token, conversationId }: Awaited<ReturnType<typeof waitingCustomer>>,
  upTo: string,
): Promise<string> {
  const input = encodeURIComponent(JSON.stringify({ conversationId }));
  const headers = { authorization: `Bearer ${token}` };
  const { body } = await fetch(`${product.url}/trpc/visitor.events?input=${input}`, { headers });
  let seen = '';
  for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
    seen += chunk;
    if (seen.includes(upTo)) break;
  }
  return seen;
}

/** The sign-in itself is limited to five a minute, as a guesser is; later tests borrow the first one's session. */
let session: Awaited<ReturnType<ReturnType<Page['context']>['storageState']>> | undefined;

async function agent(options: Parameters<TestBrowser['person']>[0] = {}): Promise<InboxPage> {
  const page = await browser.person({ ...options, ...(session ? { storageState: session } : {}) });
  const inbox = new InboxPage(page);
  await watchStreams(page);
  if (session) await page.goto(product.url);
  else await inbox.signIn(product.url, AGENT);
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  session ??= await page.context().storageState();
  return inbox;
}

const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

it('says what is wrong with a sign-in, and then leads where one wanted to go', async () => {
  const page = await browser.person();
  await page.goto(`${product.url}/settings`);
  await page.getByRole('textbox', { name: 'Email' }).fill(AGENT.email);
  await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('This email and password do not match.').waitFor();
  await page.getByRole('textbox', { name: 'Password' }).fill(AGENT.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  session = await page.context().storageState();
});

it('explains an empty inbox, and fills it without a reload', async () => {
  const inbox = await agent();
  await inbox.page.getByText('No conversations yet').waitFor();
  await waitingCustomer('live@example.com', 'Is anybody there?');
  await inbox.row('live@example.com').getByText('unread').waitFor({ state: 'attached' });
  await eventually('the number in the title', async () => (await inbox.page.title()).startsWith('(1)'));
  await inbox.lane('Needs a human').click();
  await inbox.open('live@example.com');
  await inbox.said('Is anybody there?').waitFor();
  await eventually('the title without a number', async () => !(await inbox.page.title()).startsWith('('));
  expect(inbox.page.url()).toContain('?lane=attention');
});

it('is worked with the keyboard alone', async () => {
  await waitingCustomer('keys@example.com', 'One for the keyboard');
  const inbox = await agent();
  const { page } = inbox;
  await inbox.row('keys@example.com').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await inbox.said('One for the keyboard').waitFor();
  await page.keyboard.press('r');
  await page.keyboard.type('Typed without a mouse');
  await page.keyboard.press('Control+Enter');
  await inbox.said('Typed without a mouse').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await help.waitFor();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
  await page.keyboard.press('u');
  await page.getByText('Choose a conversation').waitFor();
});

it('keeps a draft with its conversation, through a reload, and shows it in no other', async () => {
  await waitingCustomer('first@example.com', 'The first of two');
  await waitingCustomer('second@example.com', 'The second of two');
  const inbox = await agent();
  await inbox.open('first@example.com');
  await inbox.reply.fill('Only for the first');
  await inbox.open('second@example.com');
  await inbox.said('The second of two').waitFor();
  expect(await inbox.reply.inputValue()).toBe('');
  await inbox.open('first@example.com');
  await inbox.said('The first of two').waitFor();
  expect(await inbox.reply.inputValue()).toBe('Only for the first');
  await inbox.page.reload();
  expect(await inbox.reply.inputValue()).toBe('Only for the first');
});

it('stops a reply written on an old state, keeps it, shows what was missed, and sends it on the second try', async () => {
  const customer = await waitingCustomer('stale@example.com', 'How much is it?');
  const inbox = await agent();
  const { page } = inbox;
  await inbox.open('stale@example.com');
  await inbox.said('How much is it?').waitFor();

  await inbox.reply.fill('It is 20 a month.');

  const stream = await cutStreams(page, /transcriptEvents/);
  await customer.say('Sorry, I mean for a team of fifty?');
  await eventually('the message in the list', () => inbox.row(/team of fifty/).isVisible());
  await inbox.send.click();
  await page.getByText(/a newer message (has|had) arrived/).waitFor();
  expect(await inbox.reply.inputValue()).toBe('It is 20 a month.');
  await stream.letGo();
  await inbox.said('Sorry, I mean for a team of fifty?').waitFor();
  await inbox.send.click();
  await inbox.said('It is 20 a month.').waitFor();
  await eventually('an empty box', async () => (await inbox.reply.inputValue()) === '');
  expect(await inbox.said('It is 20 a month.').count()).toBe(1);
});

it('keeps what was written when nothing can be reached, and doubles nothing', async () => {
  await waitingCustomer('offline@example.com', 'Are you on a train?');
  const inbox = await agent();
  await inbox.open('offline@example.com');
  await inbox.said('Are you on a train?').waitFor();
  await inbox.reply.fill('Yes, in a tunnel.');
  let dropped = 0;
  await inbox.page.route(
    /conversations\.reply/,
    async (route) => {
      dropped += 1;
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await inbox.send.click();
  await eventually(
    'the reply to arrive without its answer',
    async () => dropped === 1 && inbox.said('Yes, in a tunnel.').isVisible(),
  );
  await eventually('an empty box', async () => (await inbox.reply.inputValue()) === '');
  expect(await inbox.said('Yes, in a tunnel.').count()).toBe(1);
});

it('takes a reply back, with its text, and sends another one at once', async () => {
  const customer = await waitingCustomer('undo@example.com', 'Which plan am I on?');
  const inbox = await agent();
  const { page } = inbox;
  await inbox.open('undo@example.com');
  await inbox.said('Which plan am I on?').waitFor();
  await inbox.reply.fill('The wrong one.');
  await inbox.send.click();
  const held = inbox.log.getByRole('article', { name: 'You, about to leave' });
  await held.getByText('Sending', { exact: true }).waitFor();
  await inbox.reply.press('Escape');
  await held.getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.press('Enter');
  await held.waitFor({ state: 'detached' });
  expect(await inbox.reply.inputValue()).toBe('The wrong one.');
  await eventually('the focus', () => inbox.reply.evaluate((box) => box === document.activeElement));

  await inbox.reply.fill('The right one.');
  await inbox.send.click();
  await held.getByRole('button', { name: 'Deliver now' }).click();
  await inbox.log.getByText('Delivered', { exact: true }).waitFor();
  const seen = await whatVisitorSees(customer, 'The right one.');
  expect(seen).not.toContain('The wrong one.');
});

it('shows a bounce on its message, and mails it to the corrected address', async () => {
  await waitingCustomer('bounce@example.com', 'Did you get this?');
  const inbox = await agent();
  const { page } = inbox;
  await inbox.open('bounce@example.com');
  await inbox.said('Did you get this?').waitFor();
  await inbox.reply.fill('We did.');
  await inbox.send.click();
  await inbox.log.getByRole('button', { name: 'Deliver now' }).click();
  await inbox.log.getByText('Bounced', { exact: true }).waitFor();
  await inbox.log.getByText('Mail bounced: the customer did not get a reply').waitFor();
  await page.getByText('Nothing is mailed to bounce@example.com: a mail to it bounced.').waitFor();
  await inbox.log.getByRole('button', { name: 'Correct the address' }).click();
  const address = inbox.log.getByRole('textbox', { name: 'Customer’s address' });
  await address.fill('right@example.com');
  let corrections = 0;
  let answer: (() => void) | undefined;
  const askedTwice = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/conversations\.correctAddress/, async (route) => {
    corrections += 1;
    await askedTwice;
    await route.continue();
  });
  await address.press('Enter');
  await address.press('Enter');
  answer?.();
  await inbox.log.getByText('Delivered', { exact: true }).waitFor();
  await inbox.log.getByText('to right@example.com', { exact: true }).waitFor();
  await inbox.log.getByText('You corrected the address to right@example.com').waitFor();
  expect(corrections).toBe(1);
  expect(await page.getByText('Nothing is mailed to').count()).toBe(0);
});

it('keeps an agent’s signature, which their next mail carries', async () => {
  const { page } = await agent();
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('link', { name: 'Your account' }).click();
  await page.getByRole('textbox', { name: 'Signature' }).fill('Ana, **Acme support**');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved. Your next mail carries it.').waitFor();
  await waitingCustomer('signed@example.com', 'Who are you?');
  const inbox = await agent();
  await inbox.open('signed@example.com');
  await inbox.reply.fill('A human.');
  await inbox.send.click();
  await inbox.log.getByRole('button', { name: 'Deliver now' }).click();
  await inbox.log.getByText('Delivered', { exact: true }).waitFor();
  const reader = await browser.person();
  await reader.goto(product.mailboxUrl);
  await reader.getByRole('list', { name: 'Mails' }).getByRole('link').first().click();
  await reader.getByText(/-- \nAna, Acme support/).waitFor();
});

it('takes over, hands back, notes, assigns, closes and reopens', async () => {
  await waitingCustomer('desk@example.com', 'Everything, please');
  const inbox = await agent();
  const { page } = inbox;
  await inbox.open('desk@example.com');
  await page.getByRole('button', { name: 'Take over' }).click();
  await inbox.log.getByText('You took over').waitFor();
  await page.getByText('Note', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Note' }).fill('Between us');
  await page.getByRole('button', { name: 'Add note' }).click();
  await inbox.log.getByText('Only your team sees this').waitFor();
  await page.getByRole('combobox', { name: 'Assignee' }).selectOption({ label: 'Unassigned' });
  await inbox.log.getByText('You unassigned the conversation').waitFor();
  await page.getByRole('button', { name: 'Hand back' }).click();
  await inbox.log.getByText('You handed back to the assistant').waitFor();
  await page.getByText('Reply', { exact: true }).click();
  await page.getByText(/Replying takes the conversation over/).waitFor();
  await page.getByRole('button', { name: 'Close conversation' }).click();
  await page.getByText(/This conversation is closed/).waitFor();
  await page.getByRole('button', { name: 'Reopen' }).click();
  await inbox.reply.waitFor();
});

it('fits a phone: the list, then the conversation, then back', async () => {
  await waitingCustomer(
    'a.very.long.name.that.never.seems.to.end@some.long.company.example',
    'W'.repeat(300),
  );
  const inbox = await agent({ viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: 'dark' });
  const { page } = inbox;
  await inbox.row('a.very.long.name').waitFor();
  expect(await page.evaluate(overflow)).toBe(0);
  await inbox.open('a.very.long.name');
  await inbox.reply.waitFor();
  expect(await page.evaluate(overflow)).toBe(0);
  expect(await inbox.conversations.isVisible()).toBe(false);
  await page.getByRole('link', { name: 'Back to the list' }).click();
  await inbox.conversations.waitFor();
  for (const name of ['Docs', 'Settings']) {
    await page.getByRole('link', { name }).click();
    await page.getByRole('heading', { name, exact: true }).waitFor();
    expect(await page.evaluate(overflow), name).toBe(0);
  }
});

it('asks before unsaved changes are lost', async () => {
  const { page } = await agent();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('textbox', { name: 'Greeting' }).fill('Changed and not saved');
  await page.getByRole('link', { name: 'Docs' }).click();
  await page.getByRole('button', { name: 'Stay here' }).click();
  expect(await page.getByRole('textbox', { name: 'Greeting' }).inputValue()).toBe('Changed and not saved');
  await page.getByRole('link', { name: 'Docs' }).click();
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('heading', { name: 'Docs' }).waitFor();
});

it('says that it is not live, and catches up by itself', async () => {
  const customer = await waitingCustomer('away@example.com', 'Before the outage');
  const inbox = await agent();
  const { page } = inbox;
  await inbox.open('away@example.com');
  await inbox.said('Before the outage').waitFor();
  const streams = await cutStreams(page, /Events/);
  await page.getByText('Reconnecting…').waitFor();
  await customer.say('During the outage');
  await streams.letGo();
  await inbox.said('During the outage').waitFor();
  await page.getByText('Reconnecting…').waitFor({ state: 'detached' });
});

it('leads to the sign-in when the session has ended, and back', async () => {
  const { page } = await agent();
  await page.getByRole('link', { name: 'Docs' }).click();
  await page.getByRole('heading', { name: 'Docs' }).waitFor();
  await page.context().clearCookies();
  // At once: what the inbox asks by itself may find out before the click does.
  await page.evaluate(() => document.querySelector<HTMLElement>('a[href="/settings"]')?.click());
  await page.getByRole('textbox', { name: 'Password' }).waitFor();
  await page.getByRole('textbox', { name: 'Email' }).fill(AGENT.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(AGENT.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
});
