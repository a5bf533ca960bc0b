import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConversationEvent } from '../../../domain/message.ts';
import { faultsOf, SCHEMES } from '../../support/browser/faults-of.ts';
import { overflow } from '../../support/browser/overflow.ts';
import { agents, projects } from '../../../db/schema/schema.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { serveTeam, type ServedTeam } from '../../support/stack/served-team.ts';

let team: ServedTeam;
let page: Page;

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** Today at noon (UTC), so many days ago. */
const noon = (daysAgo: number) =>
  new Date(`${new Date(Date.now() - daysAgo * DAY).toISOString().slice(0, 10)}T12:00:00Z`);

async function answered(daysAgo: number, afterMinutes: number, channel: 'widget' | 'email', subject: string) {
  const { project, agentId, database } = team.product;
  const projectId = project.id;
  const createdAt = noon(daysAgo);
  const row = {
    projectId,
    createdAt,
    channel,
    subject,
    lastSeq: 3,
    assigneeId: agentId,
    handlerBy: 'agent' as const,
  };
  const conversationId = await anotherConversation(database.db, row);
  const at = (minutes: number) => new Date(createdAt.getTime() + minutes * MINUTE);
  const event: ConversationEvent = { kind: 'escalated', cause: 'visitor', reason: '' };
  const place = { projectId, conversationId };
  await insertMessage(database.db, { ...place, seq: 1, createdAt });
  const system = { author: { by: 'system' as const }, kind: 'event' as const, event };
  await insertMessage(database.db, { ...place, seq: 2, createdAt: at(0), ...system });
  const author = { by: 'agent' as const, agentId };
  await insertMessage(database.db, { ...place, seq: 3, createdAt: at(afterMinutes), author });
}

beforeAll(async () => {
  team = await serveTeam({ worker: false });
  await answered(2, 10, 'widget', 'Where is it');
  await answered(2, 20, 'email', 'A refund');
  await answered(3, 30, 'widget', 'A spare part');
  await answered(40, 5, 'widget', 'Long ago');
  await team.product.database.db.update(agents).set({ name: '=HYPERLINK("http://x")' });
  page = await team.member({ viewport: { width: 1400, height: 900 } });
});
afterAll(() => team?.[Symbol.asyncDispose]());

const figure = (name: string) =>
  page.getByRole('list', { name: 'Key figures' }).getByRole('listitem').filter({ hasText: name });

it('shows what was counted, compared with the time before, as pictures and as tables', async () => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Reports' }).click();
  await page.getByRole('heading', { level: 1, name: 'Reports' }).waitFor();
  await figure('Conversations').getByText('up from 1').waitFor();
  expect(await figure('Conversations').innerText()).toMatch(/\b3\b/);
  expect(await figure('First response').innerText()).toMatch(
    /20 min[^]*up from 5 min[^]*nine of ten within 28 min/,
  );
  const picture = page.getByRole('img', {
    name: /^Conversations a day, .+: 2 by chat and 1 by email, most on .+ with 2\.$/,
  });
  await picture.waitFor();
  const card = page.getByRole('group', { name: 'Conversations a day' });
  await card.getByRole('button', { name: 'As a table' }).click();
  await card.getByRole('table').waitFor();
  await page
    .getByRole('region', { name: 'Why a person was needed' })
    .getByRole('link', { name: '3' })
    .waitFor();
});

it('leads from a number to its conversations and back', async () => {
  await page.goto(`${team.product.url}/reports`);
  const byChannel = page.getByRole('region', { name: 'By channel' });
  await byChannel
    .getByRole('row', { name: /Email/ })
    .getByRole('link', { name: '1', exact: true })
    .first()
    .click();
  await page.getByRole('heading', { name: 'Conversations, Email' }).waitFor();
  const list = page.getByRole('list', { name: 'Counted conversations' });
  expect(await list.getByRole('listitem').count()).toBe(1);
  await page.reload();
  await list.getByRole('link', { name: /A refund/ }).click();
  await page.getByRole('log', { name: 'Messages' }).waitFor();
  await page.goBack();
  await page.getByRole('link', { name: 'Whole report' }).click();
  await figure('Conversations').waitFor();
});

it('counts another time, another channel, and the hours of the project', async () => {
  await page.goto(`${team.product.url}/reports`);
  await page.getByRole('combobox', { name: 'Time' }).selectOption({ label: 'Last 90 days' });
  await figure('Conversations').getByText('4', { exact: true }).waitFor();
  await page.getByRole('combobox', { name: 'Channel' }).selectOption({ label: 'Email' });
  await figure('Conversations').getByText('1', { exact: true }).waitFor();
  expect(new URL(page.url()).searchParams.get('channel')).toBe('email');
  expect(await page.getByRole('combobox', { name: 'Clock' }).count()).toBe(0);
  await page.getByRole('combobox', { name: 'Time' }).selectOption({ label: 'Own dates' });
  const past = noon(41).toISOString().slice(0, 10);
  await page.getByLabel('From', { exact: true }).fill(past);
  await page.getByLabel('To', { exact: true }).fill(past);
  await page.getByText('No conversation began in this time').waitFor();

  const open = [{ from: '12:05', until: '13:00' }];
  const week = {
    monday: open,
    tuesday: open,
    wednesday: open,
    thursday: open,
    friday: open,
    saturday: open,
    sunday: open,
  };
  await team.product.database.db
    .update(projects)
    .set({ businessHours: { timeZone: 'UTC', week, holidays: [] } });
  await page.goto(`${team.product.url}/reports`);
  await page.getByRole('combobox', { name: 'Clock' }).selectOption({ label: 'Business hours' });
  await figure('First response').getByText('15 min').waitFor();
});

it('gives each table as a file in which nothing is a formula', async () => {
  await page.goto(`${team.product.url}/reports`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV of By agent' }).click(),
  ]);
  const file = readFileSync(await download.path(), 'utf8').replace('\ufeff', '');
  expect(download.suggestedFilename()).toMatch(/^agents .+\.csv$/);
  const [head, first] = file.split('\r\n');
  expect(head).toMatch(/^"Agent","Conversations","First response, median \(s\)"/);
  expect(first).toMatch(/^"'=HYPERLINK\(""http:\/\/x""\)","3","1200",/);
});

it.each(SCHEMES)('has no fault in the %s scheme, wide and on a phone', async (colorScheme) => {
  await page.emulateMedia({ colorScheme });
  for (const width of [1400, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(`${team.product.url}/reports`);
    await page.getByRole('heading', { name: 'By agent' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    for (const button of await page.getByRole('button', { name: 'As a table' }).all()) await button.click();
    expect(await faultsOf(page)).toEqual([]);
    await figure('First response').getByRole('link').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Counted conversations' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  }
});
