import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { projects } from '../../../db/schema/schema.ts';
import { eventually } from '../../support/eventually.ts';
import { faultsOf, SCHEMES } from '../../support/browser/faults-of.ts';
import { InboxPage } from '../../support/browser/inbox-page.ts';
import { overflow } from '../../support/browser/overflow.ts';
import { saying } from '../../support/mail/mail-conversation.ts';
import { skipTime } from '../../support/people/skip-time.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { serveTeam, type ServedTeam } from '../../support/stack/served-team.ts';

const ANSWER = 'Open **Settings** and choose Export [1].';
const CITED = {
  articleId: 'art_0123456789abcdef',
  passageId: 'psg_0123456789abcdef',
  title: 'Exports',
  heading: null,
  url: 'https://docs.acme.example/exports',
} as const;

let team: ServedTeam;
let page: Page;
let inbox: InboxPage;

beforeAll(async () => {
  team = await serveTeam({ worker: false });
  const { product, agentMail } = team;
  await product.database.db.update(projects).set({ undoSeconds: 0 });
  await product.startWorker({ agentMail, assistant: saying(ANSWER, { citations: [CITED] }) });
  page = await team.member({ viewport: { width: 1400, height: 900 } });
  inbox = new InboxPage(page);
});
afterAll(() => team?.[Symbol.asyncDispose]());

const draft = () => page.getByRole('region', { name: 'Draft of the assistant' });
const button = (name: string) => draft().getByRole('button', { name, exact: true });
const gone = () => draft().waitFor({ state: 'detached' });

async function choose(mode: string, more: () => Promise<unknown> = async () => {}) {
  await page.goto(`${team.product.url}/settings`);
  await page.getByRole('group', { name: 'Chat' }).getByRole('combobox', { name: 'Mode' }).selectOption(mode);
  await more();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText(/^Saved\./).waitFor();
}

/** A visitor who asked, and the conversation before the agent. */
async function ask(text: string) {
  const visit = await beginVisit(team.product);
  await visit.say(text);
  await page.goto(`${team.product.url}/conversations/${visit.conversationId}`);
  await inbox.said(text).waitFor();
  return visit;
}

it('lets a draft out when it is approved, and shows its sources and its moment before', async () => {
  await choose('draft', () => page.getByRole('spinbutton', { name: 'Minutes a draft waits' }).fill('20'));
  await page.reload();
  expect(
    await page.getByRole('group', { name: 'Chat' }).getByRole('combobox', { name: 'Mode' }).inputValue(),
  ).toBe('draft');
  await ask('How do I export?');
  await draft().getByText('The customer does not see it.').waitFor();
  await draft().getByRole('link', { name: 'Exports' }).waitFor();
  const next = page.getByRole('list', { name: 'What happens next' });
  await next.getByText('The draft is given up').waitFor();
  await next.getByRole('button', { name: 'The draft is given up: what to do' }).click();
  await page.getByRole('option', { name: 'Send the draft now' }).waitFor();
  await page.keyboard.press('Escape');
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    expect(await faultsOf(page), colorScheme).toEqual([]);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflow(page)).toBe(0);
  await page.setViewportSize({ width: 1400, height: 900 });
  await button('Approve').click();
  await gone();
  await inbox.log.getByText('You approved the draft').waitFor();
  await inbox.log
    .getByRole('article', { name: /^Assistant/ })
    .getByText('Open Settings and choose Export')
    .waitFor();
});

it('puts a draft into the reply box to be edited, and tells whoever comes too late', async () => {
  await ask('How do I export a table?');
  await draft().waitFor();
  const other = new InboxPage(await team.member());
  await other.page.goto(page.url());
  const theirs = other.page.getByRole('region', { name: 'Draft of the assistant' });
  await theirs.waitFor();
  await button('Edit').click();
  await inbox.focused(inbox.reply);
  const words = await inbox.reply.inputValue();
  expect(words).toContain('Open **Settings** and choose Export.');
  expect(words).toContain('https://docs.acme.example/exports');
  await inbox.reply.fill(`Hi. ${words}`);
  await inbox.send.click();
  await gone();
  await theirs.waitFor({ state: 'detached' });
  await inbox.log.getByText('You edited the draft').waitFor();
  expect(await inbox.log.getByRole('article', { name: /^Assistant/ }).count()).toBe(0);
});

it('gives a rejected draft’s conversation to people', async () => {
  await ask('How do I export nothing?');
  await button('Reject').click();
  await gone();
  await inbox.log.getByText('You rejected the draft').waitFor();
  await inbox.focused(inbox.reply);
});

it('sends a draft at its deadline where that was chosen', async () => {
  await choose('draft', () => page.getByRole('combobox', { name: 'Then' }).selectOption('send'));
  const { conversationId } = await ask('How do I export at night?');
  await draft()
    .getByText(/^It is sent at/)
    .waitFor();
  await eventually('the deadline', async () => {
    await skipTime(team.product, conversationId);
    return (await draft().count()) === 0;
  });
  await inbox.log.getByText('Nobody decided about the draft in time: it was sent').waitFor();
  await inbox.log
    .getByRole('article', { name: /^Assistant/ })
    .getByText('Open Settings and choose Export')
    .waitFor();
});

it('shows in the shadow how often the assistant would have agreed, with both sides beside each other', async () => {
  await choose('shadow');
  const { conversationId } = await ask('How do I export in the shadow?');
  await inbox.log.getByText('People answer here').waitFor();
  await inbox.reply.fill('Open the Settings and choose Export.');
  await inbox.send.click();
  expect(await draft().count()).toBe(0);
  const section = page.getByRole('region', { name: 'Shadow: would the assistant have agreed?' }).first();
  await eventually('the pair', async () => {
    await page.goto(`${team.product.url}/reports`);
    await section.waitFor();
    return (await section.getByRole('button', { name: 'Exports' }).count()) > 0;
  });
  await section.getByText('Too few to tell').first().waitFor();
  await section.getByRole('button', { name: 'Exports' }).click();
  const pairs = section.getByRole('list', { name: 'Exports' });
  await pairs.getByRole('heading', { name: 'How do I export in the shadow?' }).waitFor();
  await pairs.getByText(/^Agrees, \d+ % alike$/).waitFor();
  await pairs.getByRole('button', { name: 'Differs' }).click();
  await pairs.getByText('Differs, an agent says').waitFor();
  await section
    .getByRole('row', { name: /^All topics/ })
    .getByText('0 of 1')
    .waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflow(page)).toBe(0);
  expect(await pairs.getByRole('link', { name: 'Open the conversation' }).getAttribute('href')).toContain(
    conversationId,
  );
});
