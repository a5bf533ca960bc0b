import { ServerClient } from 'postmark';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startMailbox, type Mailbox } from '../../mailbox/mailbox.ts';
import { openBrowser, type TestBrowser } from '../support/browser/browser.ts';
import { overflow } from '../support/browser/overflow.ts';

let mailbox: Mailbox;
let browser: TestBrowser;

beforeAll(async () => {
  mailbox = await startMailbox({ port: 0 });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await mailbox.stop();
});

const send = (parts: object = {}) =>
  new ServerClient('any', { requestHost: new URL(mailbox.url).host, useHttps: false }).sendEmail({
    From: '"Ana (Acme)" <support@acme.example>',
    To: 'kim@example.org',
    ReplyTo: 'reply+0123456789abcdefghjkmnpqrstvwxy@reply.example.test',
    Subject: 'Re: How do I start it?',
    TextBody: 'Try turning it on.\n\n— Reply above this line —\n',
    HtmlBody: '<p>Try <b>turning it on</b>.</p><script>parent.document.title = "broken out"</script>',
    ...parts,
  });

it('shows a mail the moment it arrives, and lets one answer it as the customer', async () => {
  const page = await browser.person();
  const refused: string[] = [];
  page.on('console', (line) => line.type() === 'error' && refused.push(line.text()));
  await page.goto(mailbox.url);
  await page.getByText('No mail yet').waitFor();
  await send();
  await page
    .getByRole('list', { name: 'Mails' })
    .getByRole('link', { name: 'Re: How do I start it?' })
    .click();
  await page.getByText('"Ana (Acme)" <support@acme.example>').waitFor();
  await page.locator('article pre', { hasText: 'Try turning it on.' }).waitFor();

  await page.getByRole('textbox', { name: 'Reply as customer' }).fill('It works now.');
  await page.getByRole('button', { name: 'Send reply' }).click();
  await page.locator('.answer', { hasText: 'It works now.' }).waitFor();
  expect(mailbox.answers()).toMatchObject([{ from: 'kim@example.org', text: 'It works now.' }]);
  expect(refused).toEqual([]);

  await page.getByRole('link', { name: 'HTML', exact: true }).click();
  await page.frameLocator('iframe').getByText('turning it on').waitFor();
  expect(await page.title()).toBe('Re: How do I start it? · Mailbox');
});

it('keeps what is being written while mail arrives', async () => {
  const page = await browser.person();
  const { MessageID } = await send();
  await page.goto(`${mailbox.url}/mails/${MessageID}`);
  const box = page.getByRole('textbox', { name: 'Reply as customer' });
  await box.fill('Half a sen');
  await send({ Subject: 'Re: Another' });
  await page.getByRole('link', { name: 'Re: Another' }).waitFor();
  expect(await box.inputValue()).toBe('Half a sen');
});

it('fits a phone', async () => {
  const page = await browser.person({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
  const { MessageID } = await send();
  for (const path of ['/', `/mails/${MessageID}`]) {
    await page.goto(mailbox.url + path);
    expect(await overflow(page), path).toBe(0);
  }
});

it('takes answers from its own page only', async () => {
  const { MessageID } = await send();
  const before = mailbox.answers().length;
  const response = await fetch(`${mailbox.url}/mails/${MessageID}/reply`, {
    method: 'POST',
    body: new URLSearchParams({ text: 'Hello' }),
    headers: { Origin: 'https://attacker.example' },
  });
  expect(response.status).toBe(403);
  expect(mailbox.answers()).toHaveLength(before);
});
