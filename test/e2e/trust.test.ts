import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../support/browser/browser.ts';
import { eventually } from '../support/eventually.ts';
import { InboxPage } from '../support/browser/inbox-page.ts';
import { inboundJson } from '../api/mail/webhook-rig.ts';
import { runProduct } from '../support/stack/run-product.ts';
import { AGENT, type RunningProduct } from '../support/stack/running-product.ts';
import { beginVisit } from '../support/people/visitor-client.ts';

const CUSTOMER = 'kim@example.org';

let product: RunningProduct;
let browser: TestBrowser;
let inbox: InboxPage;
let mailbox: Page;

beforeAll(async () => {
  product = await runProduct();
  browser = await openBrowser();
  inbox = new InboxPage(await browser.person());
  await inbox.signIn(product.url, AGENT);
  mailbox = await browser.person();
  const visit = await beginVisit({ url: product.url, widgetKey: product.widgetKey });
  await visit.say('How do I start it?');
  await visit.askForPerson(CUSTOMER);
  await inbox.open(CUSTOMER);
  await inbox.said('How do I start it?').waitFor();
  await reply('Run npm start.');
  await mailbox.goto(product.mailboxUrl);
  await mailbox.getByRole('list', { name: 'Mails' }).getByRole('link').first().click();
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await product?.[Symbol.asyncDispose]();
});

async function reply(text: string): Promise<void> {
  await inbox.reply.fill(text);
  await inbox.send.click();
  await inbox.said(text).waitFor();
}

async function answerAs(writer: RegExp, text: string): Promise<void> {
  const select = mailbox.getByRole('combobox', { name: 'Answer as' });
  const label = await select.getByRole('option').filter({ hasText: writer }).textContent();
  await select.selectOption({ label: label ?? '' });
  await mailbox.getByRole('textbox', { name: 'Reply as customer' }).fill(text);
  await mailbox.getByRole('button', { name: 'Send reply' }).click();
}

/** The reply address that the mail names. */
const replyTo = async () =>
  (await mailbox
    .getByText(/^reply\+/)
    .first()
    .textContent())!.trim();

async function post(json: unknown): Promise<void> {
  const { status } = await fetch(`${product.url}/webhooks/postmark/inbound`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`postmark:${product.webhookSecret}`)}` },
    body: JSON.stringify(json),
  });
  expect(status).toBe(200);
}

it('keeps a spoofer’s answer in the quarantine, live, and lets an agent ignore it, take that back, and put it where it belongs', async () => {
  const { page } = inbox;
  await answerAs(/a spoofer/, 'Please send the money elsewhere.');
  await inbox.lane(/Quarantine\s*1/).click();
  await page.getByRole('list', { name: 'Quarantined emails' }).getByRole('link').click();
  await page.getByText('Please send the money elsewhere.').waitFor();
  await page.getByText(/The domain in From says that this email is not from there/).waitFor();
  await page.getByRole('button', { name: 'Ignore' }).click();
  await page.getByText('Nothing is in quarantine').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('list', { name: 'Quarantined emails' }).waitFor();
  await page.getByRole('button', { name: 'Put into a conversation' }).click();
  await page.getByRole('button', { name: /It names this one/ }).click();
  const said = inbox.log.getByRole('article', { name: /message/ }).filter({ hasText: 'the money elsewhere' });
  await said.getByText('Sender check failed').waitFor();
  await said.getByText(`${CUSTOMER} · not the customer`).waitFor();
  await said.getByRole('button', { name: 'Move to a new conversation' }).click();
  const dialog = page.getByRole('dialog', { name: 'Move to a new conversation?' });
  await dialog.getByText(`${CUSTOMER} becomes the customer there`).waitFor();
  await dialog.getByText(/says that this email is not from there/).waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await eventually('an empty quarantine', async () => (await inbox.lane(/Quarantine\s*1/).count()) === 0);
});

it('names somebody else, until an agent says that it is the customer, and takes that back', async () => {
  const { page } = inbox;
  await answerAs(/somebody else/, 'I answer from home.');
  const said = inbox.log.getByRole('article').filter({ hasText: 'I answer from home.' });
  await said.getByText('somebody.else@elsewhere.example · not the customer').waitFor();
  await said.getByText('Verified sender').waitFor();
  await said.getByRole('button', { name: 'This is the customer' }).click();
  await said.getByText('Written from somebody.else@elsewhere.example').waitFor();
  await inbox.log.getByText(/You confirmed that somebody.else@elsewhere.example/).waitFor();
  await answerAs(/somebody else/, 'And once more from home.');
  await inbox.log
    .getByRole('article')
    .filter({ hasText: 'And once more from home.' })
    .getByText('Written from')
    .waitFor();
  await said.getByRole('button', { name: 'Not the customer' }).click();
  await said.getByText('somebody.else@elsewhere.example · not the customer').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

it('shows who was in copy, and mails them only when an agent says so', async () => {
  const { page } = inbox;
  const address = await replyTo();
  const copied = { Email: 'lee@example.net', Name: 'Lee', MailboxHash: '' };
  const stranger = { Email: 'eve@evil.example', Name: 'Eve', MailboxHash: '' };
  await post(inboundJson(address, { TextBody: 'My colleague is in copy.', CcFull: [copied] }));
  await inbox.log.getByText('In copy: Lee (lee@example.net)').waitFor();
  await post(
    inboundJson(address, {
      TextBody: 'Hello from the colleague.',
      From: 'lee@example.net',
      FromFull: copied,
      CcFull: [stranger],
    }),
  );
  await inbox.log.getByText('lee@example.net · was in copy, not the customer').waitFor();
  await reply('Only for the customer.');
  await page.getByRole('checkbox', { name: 'Lee (lee@example.net)' }).check();
  expect(await page.getByRole('checkbox', { name: /eve@evil.example/ }).count()).toBe(0);
  await reply('For both of you.');
  await inbox.log.getByText(`to ${CUSTOMER}, lee@example.net`).first().waitFor();
  expect(await page.getByRole('checkbox', { name: 'Lee (lee@example.net)' }).isChecked()).toBe(false);
  await mailbox.goto(product.mailboxUrl);
  const mails = mailbox.getByRole('list', { name: 'Mails' }).getByRole('link');
  await eventually('three mails', async () => (await mails.count()) === 3);
  await mails.first().click();
  await mailbox.locator('article pre', { hasText: 'For both of you.' }).waitFor();
  await mailbox.getByText('lee@example.net').first().waitFor();
});

it('answers whom a contact form names once an agent says so, and says that it does', async () => {
  const { page } = inbox;
  const wrong: Error[] = [];
  page.on('pageerror', (error) => wrong.push(error));
  const form = { Email: 'website@example.com', Name: 'Website', MailboxHash: '' };
  await post(
    inboundJson('support@mail.throughline.test', {
      From: form.Email,
      FromFull: form,
      ReplyTo: 'Karl <karl@home.example>',
      Subject: 'Contact form',
      TextBody: 'I cannot open the lock.',
    }),
  );
  await inbox.open('Contact form');
  expect(await inbox.row('Contact form').getByText('Contact form · I cannot').count()).toBe(1);
  await page.getByRole('button', { name: 'Answer karl@home.example instead?' }).click();
  await page.getByRole('status').getByText('Replies go to karl@home.example').waitFor();
  expect(wrong).toEqual([]);
});
