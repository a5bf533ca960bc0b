import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../domain/ids.ts';
import { signIn } from '../support/people/agent-client.ts';
import { openBrowser, type TestBrowser } from '../support/browser/browser.ts';
import { eventually } from '../support/eventually.ts';
import { InboxPage } from '../support/browser/inbox-page.ts';
import { runProduct } from '../support/stack/run-product.ts';
import { AGENT, type RunningProduct } from '../support/stack/running-product.ts';
import { overflow } from '../support/browser/overflow.ts';
import { beginVisit, visitWith } from '../support/people/visitor-client.ts';
import { storageKey } from '../../widget/page/launch.ts';
import { log } from './story.ts';

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

async function customerWrote(...texts: string[]) {
  const visit = await beginVisit({ url: product.url, widgetKey: product.widgetKey });
  await visit.askForPerson('kim@example.org');
  for (const text of texts) await visit.say(text);
  return visit;
}

it('merges with the keyboard alone, and undoes it', async () => {
  await customerWrote('Where is my order?');
  const side = await customerWrote('My bill is wrong');
  const inbox = new InboxPage(await browser.person());
  const { page } = inbox;
  await inbox.signIn(product.url, AGENT);
  await inbox.open('My bill is wrong');
  await page.getByRole('button', { name: 'More', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Merge into…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Merge into another conversation' });
  await dialog.getByRole('radio', { name: /Where is my order\?/ }).press('Space');
  await dialog.getByRole('button', { name: 'Merge' }).press('Enter');
  await page.getByText('Merged into another conversation.').waitFor();
  expect(await inbox.reply.count()).toBe(0);

  await page.getByRole('status').getByRole('link', { name: 'Open it' }).click();
  await inbox.said('My bill is wrong').waitFor();
  await side.say('Are you there?');
  await inbox.said('Are you there?').waitFor();
  await inbox.log.getByRole('button', { name: 'Undo' }).click();
  await inbox.said('My bill is wrong').waitFor({ state: 'detached' });
  expect(await inbox.log.getByRole('button', { name: 'Undo' }).count()).toBe(0);
});

it('takes an open widget along to where its conversation was merged', async () => {
  const widgetKey = product.widgetKey;
  const visitor = await browser.person();
  await visitor.goto(`${product.url}/demo`);
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await visitor.getByRole('textbox', { name: 'Message' }).fill('Who cleans the windows?');
  await visitor.getByRole('button', { name: 'Send' }).click();
  await visitor.getByText('Talk to a person').first().waitFor();
  const kept = await eventually('the session', () =>
    visitor.evaluate((key) => localStorage.getItem(key), storageKey(widgetKey, 'token')),
  );
  const other = visitWith({ url: product.url, token: JSON.parse(kept) as string });
  const own = await eventually('the visitor’s own conversation', () => other.visitor.conversation.query());
  const { conversations } = await signIn(product, AGENT);
  // A visitor has one open conversation: a second begins once the first is closed.
  await conversations.close.mutate({ conversationId: own.id, id: newId('msg') });
  await eventually('the closing', async () => {
    const { status } = await conversations.get.query({ conversationId: own.id });
    return status === 'closed';
  });
  await other.say('And the doors?');
  await other.askForPerson('pat@example.org');
  await other.visitor.escalate.mutate({
    conversationId: own.id,
    id: newId('msg'),
    reason: 'Please',
    email: 'pat@example.org',
    page: null,
  });
  const merge = { conversationId: own.id, id: newId('msg'), into: other.conversationId };
  await eventually('the merge', () =>
    conversations.merge.mutate(merge).then(
      () => true,
      () => false,
    ),
  );
  await log(visitor).getByText('And the doors?').waitFor();
  await log(visitor).getByText('Who cleans the windows?').waitFor();
  const { lastSeq: seenSeq } = await conversations.get.query({ conversationId: other.conversationId });
  const reply = { conversationId: other.conversationId, id: newId('msg'), text: 'Sam does both.', seenSeq };
  await conversations.reply.mutate(reply);
  await log(visitor).getByText('Sam does both.').waitFor();
  await visitor.getByRole('textbox', { name: 'Message' }).fill('Thank you, Sam');
  await visitor.getByRole('button', { name: 'Send' }).click();
  await eventually('the answer where the talk goes on', async () => {
    const { preview } = await conversations.get.query({ conversationId: other.conversationId });
    return preview === 'Thank you, Sam';
  });
  expect(await log(visitor).getByText('Thank you, Sam').count()).toBe(1);
});

it('moves a message to a new conversation and back, on a phone as well', async () => {
  await customerWrote('First question', 'Another matter');
  const page = await browser.person({ viewport: { width: 375, height: 740 } });
  const inbox = new InboxPage(page);
  await inbox.signIn(product.url, AGENT);
  await inbox.open('Another matter');
  const message = inbox.log.getByRole('article').filter({ hasText: 'Another matter' });
  await message.getByRole('button', { name: 'Move to a new conversation' }).click();
  const dialog = page.getByRole('dialog', { name: 'Move to a new conversation?' });
  await page.route(/conversations\.split/, (route) => route.abort(), { times: 1 });
  await dialog.getByRole('button', { name: 'Move' }).click();
  await dialog.getByRole('alert').getByText('Throughline cannot be reached right now.').waitFor();
  await dialog.getByRole('button', { name: 'Move' }).click();
  await inbox.said('Another matter').waitFor({ state: 'detached' });
  await inbox.log.getByText('was moved to').waitFor();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await inbox.said('Another matter').waitFor();
  await inbox.log.getByText('what was moved stands here again').waitFor();
});
