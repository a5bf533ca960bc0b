import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../support/browser/browser.ts';
import { InboxPage } from '../support/browser/inbox-page.ts';
import { runProduct } from '../support/stack/run-product.ts';
import { AGENT, type RunningProduct } from '../support/stack/running-product.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import { answerMail, openMail } from './story.ts';

let product: RunningProduct;
let browser: TestBrowser;

beforeAll(async () => {
  product = await runProduct({ AGENT_MAIL_DELAY: '1' });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await product?.[Symbol.asyncDispose]();
});

it('lets an agent watch a conversation, and answer it from their own mail program', async () => {
  const inbox = new InboxPage(await browser.person());
  await inbox.signIn(product.url, AGENT);
  const visit = await beginVisit({ url: product.url, widgetKey: product.widgetKey });
  await visit.askForPerson('casey@example.com');
  await visit.say('It asks for a port.');

  await inbox.open('casey@example.com');
  const { page } = inbox;
  const watch = page.getByRole('checkbox', { name: 'Watch by mail' });
  await watch.check();
  await page.getByText('You watch this conversation').waitFor();
  await page.reload();
  await inbox.log.waitFor();
  expect(await watch.isChecked()).toBe(true);

  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('link', { name: 'Your account' }).click();
  expect(await page.getByRole('radio', { name: 'When I am not looking' }).isChecked()).toBe(true);
  await page.getByRole('radio', { name: 'Always' }).check();
  await page.getByText('Saved.').waitFor();
  await page.reload();
  await page.getByRole('radio', { name: 'Always', checked: true }).waitFor();
  await page.goto('about:blank');

  await visit.say('Which one do I take?');
  const reader = await browser.person();
  await answerMail(reader, product, { holds: 'Which one do I take?', answer: 'Any **free** one will do.' });
  await reader.getByText('Arrived.').waitFor();
  await openMail(reader, product, 'Any free one will do.');
  await reader.locator('article').getByText('casey@example.com').first().waitFor();
  expect(await reader.locator('article').innerText()).not.toContain('/note');

  await page.goto(product.url);
  await inbox.open('casey@example.com');
  await inbox.log.getByText('free', { exact: true }).waitFor();
  expect(await inbox.log.getByText('Any free one will do.').count()).toBe(1);
});
