import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { saveArticle } from '../../../db/knowledge/articles.ts';
import { answers } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { faultsOf, SCHEMES } from '../../support/browser/faults-of.ts';
import { serveHostPage } from '../../support/browser/host-page.ts';
import { overflow } from '../../support/browser/overflow.ts';
import { eventually } from '../../support/eventually.ts';
import { firstConversation } from '../../support/mail/mail-conversation.ts';
import { serveTeam, type ServedTeam } from '../../support/stack/served-team.ts';

let team: ServedTeam;
let page: Page;
let visitor: Page;
const RETURNS = newId('art');

const SITE = ({ url, widgetKey }: ServedTeam['product']) => `<!doctype html><html lang="en"><head>
<title>A shop</title></head><body><main><h1>A lamp</h1></main>
<script async src="${url}/widget.js" data-key="${widgetKey}"></script></body></html>`;

const ask = async (words: string) => {
  await visitor.getByRole('textbox', { name: 'Message' }).fill(words);
  await visitor.keyboard.press('Enter');
};
/** The newest answer to these words. */
async function answerAbout(question: string) {
  const [row] = await team.product.database.db
    .select({ conversationId: answers.conversationId })
    .from(answers)
    .where(eq(answers.question, question));
  if (!row) throw new Error('Nobody answered this.');
  return row;
}
const gapsLink = () => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Gaps/ });
const list = () => page.getByRole('list', { name: 'Questions without an answer' });

async function looksRight() {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    expect(await faultsOf(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflow(page)).toBe(0);
  expect(await faultsOf(page)).toEqual([]);
  await page.setViewportSize({ width: 1400, height: 900 });
}

beforeAll(async () => {
  team = await serveTeam();
  const { database, project } = team.product;
  await saveArticle(database.db, {
    ...{ id: RETURNS, projectId: project.id, title: 'How long can I return a lantern?' },
    text: 'You can return a lantern within 30 days after it arrived.',
  });
  page = await team.member({ viewport: { width: 1400, height: 900 } });
  visitor = await team.browser.person();
});
afterAll(() => team?.[Symbol.asyncDispose]());

it('fills a gap from an agent’s reply, and shows that its questions have an answer now', async () => {
  await page.goto(`${team.product.url}/gaps`);
  await page.getByText('No gaps').waitFor();
  await using site = await serveHostPage(SITE(team.product));
  await visitor.goto(site.url);
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await ask('Do you ship to Ceuta?');
  // It comes by itself, here and in the navigation.
  const row = list().getByRole('link', { name: /^1 time: Do you ship to Ceuta\?/ });
  await row.waitFor();
  await gapsLink().getByText('1', { exact: true }).waitFor();

  const { id } = await firstConversation(team.product);
  const { gateway, agentId } = team.product;
  const say = (words: string) =>
    gateway.agent.update('reply', id, { id: newId('msg'), text: words, seenSeq: 99 }, { agentId });
  await gateway.agent.update('takeOver', id, { id: newId('msg') }, { agentId });
  await say(
    'Hi Kim,\n\nwe ship to Ceuta by Correos within five to eight days. Your order #20931 left today.\n\nBest regards\nAna',
  );
  await row.click();
  const draft = page.getByRole('button', { name: 'Draft an article' });
  await draft.waitFor();
  await looksRight();

  await page.getByRole('button', { name: 'Not a gap' }).click();
  await list().waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await row.waitFor();

  await draft.click();
  await page.getByText('#20931').waitFor();
  const text = page.getByRole('textbox', { name: 'Text', exact: true });
  expect(await text.inputValue()).toBe(
    'we ship to Ceuta by Correos within five to eight days. Your order #20931 left today.',
  );
  expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Do you ship to Ceuta?');
  await looksRight();
  await text.fill('We ship to Ceuta by Correos within five to eight days.');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('The question has an answer now.').waitFor();
  await page.getByRole('link', { name: 'Do you ship to Ceuta?', exact: true }).waitFor();
  await eventually('nothing to be open', async () => (await gapsLink().innerText()).trim() === 'Gaps');
}, 120_000);

it('lists the conversation that cited the old words, and prefills a correction that nobody sends by themselves', async () => {
  const other = await team.browser.person();
  visitor = other;
  await using site = await serveHostPage(SITE(team.product));
  await visitor.goto(site.url);
  await visitor.getByRole('button', { name: 'Open chat' }).click();
  await ask('How long can I return a lantern?');
  await visitor
    .getByText(/within 30 days/)
    .first()
    .waitFor();

  await page.goto(`${team.product.url}/docs/${RETURNS}`);
  const text = page.getByRole('textbox', { name: 'Text', exact: true });
  await text.fill('You can return a lantern within 14 days after it arrived.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText(/One answer of the last 30 days cited/).waitFor();
  const { conversationId } = await answerAbout('How long can I return a lantern?');
  await page.goto(`${team.product.url}/conversations/${conversationId}`);
  await page.getByRole('button', { name: 'Why this answer?' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'changed since' }).click();
  const changes = page.getByRole('region', { name: 'What changed since' });
  await changes.getByText('within 14 days').waitFor();
  await changes.getByText('within 30 days').waitFor();
  await looksRight();
  const line = page.getByText(/One answer of the last 30 days cited words that are gone/);
  await line.getByRole('link', { name: 'Corrections' }).click();

  const rows = page.getByRole('list', { name: 'Answers to correct' });
  await rows.getByText('within 14 days').waitFor();
  expect(await rows.getByRole('listitem').count()).toBe(1);
  await looksRight();
  await page.getByRole('button', { name: 'Nothing to correct' }).click();
  await page.getByText('Nothing to correct', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Write the correction' }).click();
  const reply = page.getByRole('textbox', { name: 'Reply' });
  await reply.waitFor();
  expect(await reply.inputValue()).toMatch(/> You can return a lantern within 30 days[^]*within 14 days/);
  expect(await visitor.getByText(/within 14 days/).count()).toBe(0);
}, 120_000);
