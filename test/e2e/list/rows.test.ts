import { eq } from 'drizzle-orm';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type DatabaseConnection } from '../../../db/connection/database.ts';
import { agents, conversations, projects } from '../../../db/schema/schema.ts';
import type { ConversationId } from '../../../domain/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { faultsOf, SCHEMES } from '../../support/browser/faults-of.ts';
import { overflow } from '../../support/browser/overflow.ts';
import { seedWaiting } from '../../support/rows/waiting-conversations.ts';
import { runInbox, type RunningInbox } from '../../support/stack/running-inbox.ts';

const WIDE = { width: 1400, height: 900 };
const PHONE = { width: 390, height: 844 };
/** `MANY=50000` scrolls through a whole project, which takes minutes. */
const MANY = Number(process.env['MANY'] ?? 1_500);
/** Twenty milliseconds a row, on a busy machine. */
const SCROLLED_WITHIN_MS = 120_000 + MANY * 20;

let desk: RunningInbox;
let database: DatabaseConnection;
let ids: ConversationId[];

beforeAll(async () => {
  desk = await runInbox();
  database = connect(desk.product.databaseUrl);
  const { db } = database;
  const [project] = await db.select().from(projects);
  const [agent] = await db.select().from(agents);
  ids = await seedWaiting(db, { projectId: project!.id, count: MANY });
  await db
    .update(conversations)
    .set({ assigneeId: agent!.id, hasFiles: true })
    .where(eq(conversations.id, ids[1]!));
});
afterAll(async () => {
  await database?.close();
  await desk?.[Symbol.asyncDispose]();
});

const rowsOf = (page: Page) => page.getByRole('list', { name: 'Conversations' }).getByRole('listitem');
const chosenIn = (page: Page) =>
  page.getByRole('checkbox', { name: /^Select conversation with/, checked: true });
const undo = (page: Page) => page.getByRole('button', { name: /^Undo/ });

/** Rows that are whole inside of their list. */
const seen = (rows: Locator) =>
  rows.evaluateAll((all) => {
    const pane = all[0]?.closest('.rows')?.getBoundingClientRect();
    return all.filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return pane !== undefined && top >= pane.top && bottom <= pane.bottom;
    }).length;
  });

/** As a wheel does; two frames later it is drawn. */
const scrollBy = (page: Page, px: number) =>
  page.locator('.rows').evaluate(async (pane, by) => {
    pane.scrollTop += by;
    for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
  }, px);

/** Until somebody is drawn. */
const scrollTo = (page: Page, who: string) =>
  eventually(
    who,
    async () => {
      await scrollBy(page, 900);
      return (await rowsOf(page).getByText(who, { exact: true }).count()) > 0;
    },
    SCROLLED_WITHIN_MS,
  );

const measured = async (page: Page) => {
  await page.requestGC();
  return page.evaluate(() => ({
    nodes: document.querySelectorAll('*').length,
    heap: (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
  }));
};

it('a row says who, about what, their words, since when, who has it and whether there are files', async () => {
  const { page } = await desk.agent({ viewport: WIDE });
  const row = rowsOf(page).nth(1);
  await row.getByText('person2@example.org').waitFor();
  for (const words of ['Order 2', 'Where is parcel 2?', 'has a file', 'You', /^waits|just asked/])
    expect(await row.getByText(words, { exact: typeof words === 'string' && words === 'You' }).count()).toBe(
      1,
    );
  await row.getByRole('link', { name: /^person2@example\.org ?, unread, email/ }).waitFor();
});

it('a window of 900 px shows twenty rows alone and fifteen beside a conversation; each browser keeps its density', async () => {
  const inbox = await desk.agent({ viewport: WIDE });
  const { page } = inbox;
  await rowsOf(page).first().waitFor();
  expect(await seen(rowsOf(page))).toBeGreaterThanOrEqual(20);
  await inbox.open('person3@example.org');
  expect(await seen(rowsOf(page))).toBeGreaterThanOrEqual(15);
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('radio', { name: 'Roomy' }).check();
  await page.keyboard.press('Escape');
  await eventually('roomy rows', async () => (await rowsOf(page).first().boundingBox())?.height === 66);
  await page.reload();
  await eventually('roomy rows again', async () => (await rowsOf(page).first().boundingBox())?.height === 66);
});

it(
  'scrolls through thousands and back while the page stays as small as it was',
  async () => {
    const { page } = await desk.agent({ viewport: WIDE });
    await rowsOf(page).first().waitFor();
    await scrollTo(page, 'person400@example.org');
    const before = await measured(page);
    await scrollTo(page, `person${MANY}@example.org`);
    expect(await rowsOf(page).last().getAttribute('aria-posinset')).toBe(String(MANY));
    const deep = await measured(page);
    console.log(
      `${MANY} rows: ${before.heap} → ${deep.heap} bytes, ${before.nodes} → ${deep.nodes} elements`,
    );
    expect(deep.nodes).toBeLessThan(before.nodes * 1.3);
    expect(deep.heap).toBeLessThan(before.heap * 1.5);
    await page.locator('.rows').evaluate((pane) => (pane.scrollTop = 0));
    await rowsOf(page).getByText('person1@example.org', { exact: true }).waitFor();
    expect(await rowsOf(page).first().getAttribute('aria-posinset')).toBe('1');
  },
  SCROLLED_WITHIN_MS + 60_000,
);

it('what is looked at stays under the hand while others write', async () => {
  const { page } = await desk.agent({ viewport: WIDE });
  await rowsOf(page).first().waitFor();
  await scrollTo(page, 'person110@example.org');
  const looked = rowsOf(page).filter({ hasText: 'person110@example.org' });
  const before = await looked.boundingBox();
  const count = await page.getByRole('link', { name: /Needs a human/ }).innerText();
  await desk.waitingCustomer('newcomer@example.com', 'I came just now');
  await eventually(
    'the newcomer to be counted',
    async () => (await page.getByRole('link', { name: /Needs a human/ }).innerText()) !== count,
  );
  expect((await looked.boundingBox())?.y).toBe(before?.y);
});

it('several are chosen with the keys and with the mouse, closed as one, and opened again as one', async () => {
  const { page } = await desk.agent({ viewport: WIDE });
  const chosen = chosenIn(page);
  await rowsOf(page).getByText('person9@example.org').waitFor();
  await rowsOf(page).filter({ hasText: 'person9@example.org' }).getByRole('link').focus();
  await page.keyboard.press('x');
  for (const key of ['j', 'j', 'Shift+X']) await page.keyboard.press(key);
  expect(await chosen.count()).toBe(3);
  await page.keyboard.press('Escape');
  expect(await chosen.count()).toBe(0);
  for (const who of ['person12@example.org', 'person14@example.org'])
    await page.getByRole('checkbox', { name: `Select conversation with ${who}` }).check();
  const bar = page.getByRole('toolbar', { name: 'Selected conversations' });
  await bar.getByText('2 chosen').waitFor();
  await bar.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByText('Closed 2 conversations').waitFor();
  const closed = rowsOf(page).filter({ hasText: 'person12@example.org' }).getByText('Closed');
  await closed.waitFor();
  await page.keyboard.press('Control+z');
  await page.getByText('Opened again 2 conversations').waitFor();
  await closed.waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+a');
  expect(Number(/\d+/.exec(await bar.innerText())?.[0])).toBeGreaterThanOrEqual(50);
});

it('says which of them refused it and why, until that is put away', async () => {
  const { page } = await desk.agent({ viewport: WIDE });
  const choose = async () => {
    for (const who of ['person16@example.org', 'person17@example.org'])
      await page.getByRole('checkbox', { name: `Select conversation with ${who}` }).check();
  };
  await page.getByRole('checkbox', { name: 'Select conversation with person16@example.org' }).check();
  await page.keyboard.press('e');
  await page.getByText('Closed 1 conversation').waitFor();
  await choose();
  await page.keyboard.press('e');
  await page.getByText('1 of 2 was not closed: Closed already.').waitFor();
  await page.getByRole('button', { name: 'Dismiss' }).click();
});

it('what is marked unread is unread in the agent’s other windows, and read again when it is opened', async () => {
  const inbox = await desk.agent({ viewport: WIDE });
  const { page } = inbox;
  const other = await page.context().newPage();
  await other.goto(desk.product.url);
  const there = rowsOf(other).filter({ hasText: 'person20@example.org' });
  await page.bringToFront();
  await inbox.open('person20@example.org');
  await there.getByRole('link', { name: /^person20@example\.org ?, email/ }).waitFor();
  await page.keyboard.press('u');
  await inbox.log.waitFor({ state: 'hidden' });
  await there.getByRole('link', { name: /^person20@example\.org ?, unread/ }).waitFor();
  await undo(page).click();
  await there.getByRole('link', { name: /^person20@example\.org ?, email/ }).waitFor();
});

it('a reply that is written and not sent marks its row', async () => {
  const inbox = await desk.agent({ viewport: WIDE });
  await inbox.open('person22@example.org');
  await inbox.reply.fill('Later');
  await inbox.page.keyboard.press('Escape');
  await inbox.page.keyboard.press('Escape');
  await inbox.row('person22@example.org').getByText('Draft').waitFor();
});

describe.each(SCHEMES)('in the %s scheme', (colorScheme) => {
  it.each([
    ['a wide window', WIDE],
    ['a phone', PHONE],
    ['a narrow one', { width: 1000, height: 700 }],
  ])('the list and what is chosen have no fault on %s', async (_where, viewport) => {
    const { page } = await desk.agent({ colorScheme, viewport });
    await rowsOf(page).filter({ hasText: 'person3@example.org' }).getByRole('checkbox').check();
    await page.getByRole('toolbar', { name: 'Selected conversations' }).waitFor();
    expect(await overflow(page)).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Assign' }).click();
    expect(await faultsOf(page)).toEqual([]);
  });
});
