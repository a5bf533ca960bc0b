import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../support/browser/browser.ts';
import { InboxPage } from '../support/browser/inbox-page.ts';
import { mailTo, postMail } from '../support/mail/post-mail.ts';
import { runProduct } from '../support/stack/run-product.ts';
import { AGENT, type RunningProduct } from '../support/stack/running-product.ts';

const WEBHOOK_SECRET = 'a webhook secret that is long enough';

let product: RunningProduct;
let browser: TestBrowser;

beforeAll(async () => {
  product = await runProduct({ WEBHOOK_SECRET });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await product?.[Symbol.asyncDispose]();
});

const post = (to: string, parts: Parameters<typeof mailTo>[1]) =>
  postMail({ url: product.url, config: { mail: { webhookSecrets: [WEBHOOK_SECRET] } } }, mailTo(to, parts));

it('lets the team switch on what is mailed by itself, and shows a machine’s answer where it belongs', async () => {
  const page = await browser.person({ viewport: { width: 1280, height: 900 } });
  const inbox = new InboxPage(page);
  await inbox.signIn(product.url, AGENT);
  await page.goto(`${product.url}/settings`);
  const support = await page.getByRole('textbox', { name: 'Support address' }).inputValue();
  await page
    .getByRole('group', { name: 'Email' })
    .getByRole('combobox', { name: 'Mode' })
    .selectOption('auto');
  await page.getByRole('checkbox', { name: 'Acknowledge mail' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await page.reload();
  await expect.poll(() => page.getByRole('checkbox', { name: 'Acknowledge mail' }).isChecked()).toBe(true);

  const from = 'kim@example.org';
  expect(await post(support, { from, text: 'I would like to talk to a person about my invoice.' })).toBe(
    'taken',
  );
  await page.goto(`${product.url}/inbox`);
  await inbox.lane('All').click();
  await inbox.open(from);
  await inbox.log.getByText('Delivered').waitFor();

  const mails = await browser.person();
  await mails.goto(product.mailboxUrl);
  await mails.getByRole('list', { name: 'Mails' }).getByRole('link').first().click();
  const replyTo = await mails
    .getByText(/reply\+[0-9a-z]{31}@/)
    .first()
    .textContent();
  const address = /reply\+[0-9a-z]{31}@[a-z0-9.-]+/.exec(replyTo ?? '')?.[0] ?? '';
  const headers = { 'Auto-Submitted': 'auto-replied' };
  const text = 'I am out of the office until Monday.';
  expect(await post(address, { from, text, Subject: 'Out of office', headers })).toBe('taken');
  await inbox.log.getByText('Out-of-office reply').waitFor();
  expect(await inbox.said(text).count()).toBe(0);
  await inbox.log.getByRole('button', { name: 'Show email' }).click();
  await inbox.said(text).waitFor();
}, 60_000);
