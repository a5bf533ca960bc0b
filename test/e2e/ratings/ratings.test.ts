import { eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { saveArticle } from '../../../db/knowledge/articles.ts';
import { answers, projects, ratings } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { ratingToken } from '../../../domain/mail/address/rating-token.ts';
import { faultsOf, SCHEMES } from '../../support/browser/faults-of.ts';
import { serveHostPage } from '../../support/browser/host-page.ts';
import { InboxPage } from '../../support/browser/inbox-page.ts';
import { overflow } from '../../support/browser/overflow.ts';
import { eventually } from '../../support/eventually.ts';
import { firstConversation } from '../../support/mail/mail-conversation.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { serveTeam, type ServedTeam } from '../../support/stack/served-team.ts';

let team: ServedTeam;

beforeAll(async () => {
  team = await serveTeam();
});
afterAll(() => team?.[Symbol.asyncDispose]());

const close = async () => {
  const { gateway, agentId } = team.product;
  const { id } = await firstConversation(team.product);
  await gateway.agent.update('close', id, { id: newId('msg') }, { agentId });
  return id;
};
const SITE = ({ url, widgetKey }: ServedTeam['product']) => `<!doctype html><html lang="en"><head>
<title>A shop</title></head><body><main><h1>A lamp</h1></main>
<script async src="${url}/widget.js" data-key="${widgetKey}"></script></body></html>`;
const has = (page: Page, name: RegExp) => page.getByRole('group', { name });

it('asks once in the chat after closing, with nothing chosen, and shows the answer to agents alone', async () => {
  const page = await team.browser.person({ viewport: { width: 390, height: 844 } });
  await using site = await serveHostPage(SITE(team.product));
  await page.goto(site.url);
  await page.getByRole('button', { name: 'Open chat' }).click();
  await page.getByRole('textbox', { name: 'Message' }).fill('How do I start it?');
  await page.keyboard.press('Enter');
  await eventually('the conversation', async () => (await firstConversation(team.product)).lastSeq > 0);
  expect(await has(page, /How was it/).count()).toBe(0);
  await close();
  await has(page, /How was it/).waitFor();
  expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
  expect(await page.getByRole('textbox', { name: 'Anything to add?' }).count()).toBe(0);
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    expect(await faultsOf(page)).toEqual([]);
  }
  expect(await overflow(page)).toBe(0);

  // By the keyboard alone.
  await page.getByRole('radio', { name: 'Good', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('radio', { name: 'Okay', checked: true }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('A bit slow.');
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const thanks = page.getByText('Thank you. The team reads it.');
  await thanks.waitFor();
  await eventually('the focus', () =>
    thanks.evaluate((words) => (words.getRootNode() as ShadowRoot).activeElement === words),
  );
  await eventually('the rating', async () => (await team.product.database.db.select().from(ratings)).length);

  const inbox = new InboxPage(await team.member());
  await inbox.page.goto(`${team.product.url}/conversations/${(await firstConversation(team.product)).id}`);
  await inbox.log.getByText('The customer says it was okay').waitFor();
  await inbox.log.getByText('A bit slow.').waitFor();

  await page.reload();
  await page.getByRole('button', { name: 'Open chat' }).click();
  await page.getByText('This conversation was closed').waitFor();
  expect(await page.getByText('A bit slow.').count()).toBe(0);
  expect(await has(page, /How was it/).count()).toBe(0);
});

it('asks on a page that a link leads to, and counts what is sent, not that it was opened', async () => {
  const { db } = team.product.database;
  const visit = await beginVisit(team.product);
  await visit.say('Where is my order?');
  const conversationId = visit.conversationId;
  const { id: projectId } = team.product.project;
  const expires = Math.floor(Date.now() / 1_000) + 3_600;
  const { replyAddressSecrets } = team.product.config.mail;
  const token = ratingToken({ conversationId, projectId, expires }, replyAddressSecrets);
  await db.update(projects).set({ name: 'Acme & <b>Sons</b>' });
  const kept = async () =>
    (await db.select().from(ratings)).filter((each) => each.conversationId === conversationId);

  const page = await team.browser.person({ viewport: { width: 390, height: 844 }, javaScriptEnabled: true });
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${team.product.url}/rate/${token}?language=english`);
    await page.getByRole('heading', { name: 'How was it with Acme & <b>Sons</b>?' }).waitFor();
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  }
  expect(await kept()).toEqual([]);
  await page.goto(`${team.product.url}/rate/${token}?language=german`);
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Schnell!');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Danke. Das Team liest es.').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await eventually('the rating', async () => (await kept()).length === 1);
  expect(await kept()).toMatchObject([{ score: 'good', road: 'email' }]);
  await page.goto(`${team.product.url}/rate/${token}`);
  await page.getByText('You have already said how it was').waitFor();
  await page.goto(`${team.product.url}/rate/${token}x`);
  await page.getByText('This link has expired').waitFor();
  expect(await faultsOf(page)).toEqual([]);
});

it('lets admins choose whether a project asks by mail, and after how long', async () => {
  const page = await team.member();
  await page.goto(`${team.product.url}/settings`);
  const asks = page.getByRole('checkbox', { name: 'Ask how it was by email' });
  expect(await asks.isChecked()).toBe(false);
  await asks.check();
  await page.getByRole('spinbutton', { name: 'Minutes after closing' }).fill('90');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  const [project] = await team.product.database.db.select().from(projects);
  expect(project?.ratingMailMinutes).toBe(90);
});

it('asks below an answer whether it helped, by key, and tells agents why it was given', async () => {
  const { db } = team.product.database;
  const { id: projectId } = team.product.project;
  const text = 'Charge the battery with the red cable for eight hours before its first use.';
  await saveArticle(db, { projectId, id: newId('art'), title: 'Charging the battery', text });
  const page = await team.browser.person({ viewport: { width: 390, height: 844 } });
  await using site = await serveHostPage(SITE(team.product));
  await page.goto(site.url);
  await page.getByRole('button', { name: 'Open chat' }).click();
  await page.getByRole('textbox', { name: 'Message' }).fill('How do I charge the battery?');
  await page.keyboard.press('Enter');
  await has(page, /Was this helpful/).waitFor();
  const unhelpful = page.getByRole('button', { name: 'Not helpful' });
  await page.getByRole('button', { name: 'Helpful', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Helpful', exact: true, pressed: true }).waitFor();
  await unhelpful.focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Not helpful', pressed: true }).waitFor();
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    expect(await faultsOf(page)).toEqual([]);
  }
  const [answer] = await eventually('the thumb', async () => {
    expect(await page.getByText('Not sent').count()).toBe(0);
    const rows = await db.select().from(answers).where(eq(answers.helpful, false));
    return rows.length > 0 && rows;
  });
  const inbox = new InboxPage(await team.member());
  await inbox.page.goto(`${team.product.url}/conversations/${answer?.conversationId}`);
  await inbox.log.getByText('The customer found it not helpful').waitFor();
  await inbox.log.getByRole('button', { name: 'Why this answer?' }).click();
  const dialog = inbox.page.getByRole('dialog', { name: 'Why this answer?' });
  await dialog.getByText('strong · unchanged since').waitFor();
  expect(await dialog.getByRole('link', { name: /Charging the battery/ }).count()).toBe(1);
  expect(await faultsOf(inbox.page)).toEqual([]);
  await page.reload();
  await page.getByRole('button', { name: 'Open chat' }).click();
  await page.getByRole('button', { name: 'Not helpful', pressed: true }).waitFor();
});
