import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultsOf } from '../../support/browser/faults-of.ts';
import { askPostgres } from '../../support/stack/ask-postgres.ts';
import { runInbox, type RunningInbox } from '../../support/stack/running-inbox.ts';

let desk: RunningInbox;

beforeAll(async () => {
  desk = await runInbox();
  await desk.waitingCustomer('ingrid@example.com', 'Der Lampenschirm ist gerissen');
  await desk.waitingCustomer('kenji@example.com', '注文した商品を返品したい');
});
afterAll(() => desk?.[Symbol.asyncDispose]());

/** Says so much in a conversation that its first message is pages away. */
const sayMuchAfter = async (text: string) =>
  askPostgres(
    desk.product.databaseUrl,
    `with about as (
       update conversations set last_seq = last_seq + 150, revision = revision + 1
       where id = (select conversation_id from messages where text = '${text}') returning id, project_id, last_seq, revision)
     insert into messages (id, project_id, conversation_id, seq, revision, kind, channel, audience, author, text, created_at)
     select 'msg_' || lpad(n::text, 16, '0'), project_id, id, last_seq - 150 + n, revision, 'message', 'widget', 'everyone', '{"by":"customer"}', 'And then ' || n, now()
     from about, generate_series(1, 150) n`,
  );

it('finds by keyboard, opens at the message far back, keeps a view with its number, and comes back by its address', async () => {
  const inbox = await desk.agent();
  const { page } = inbox;
  const box = page.getByRole('searchbox', { name: 'Search conversations' });
  await inbox.row('kenji@example.com').waitFor();
  await sayMuchAfter('Der Lampenschirm ist gerissen');

  await page.keyboard.press('/');
  await inbox.focused(box);
  await page.keyboard.type('返品');
  await inbox.row('kenji@example.com').locator('mark').waitFor();
  await inbox.row('ingrid@example.com').waitFor({ state: 'detached' });
  expect(await inbox.conversations.locator('mark').allInnerTexts()).toEqual(['返品']);

  await box.fill('schirm is:open ');
  const chips = page.getByRole('list', { name: 'Filters' });
  await chips.getByText('open').waitFor();
  await inbox.row('ingrid@example.com').waitFor();
  await inbox.row('kenji@example.com').waitFor({ state: 'detached' });
  expect(new URL(page.url()).searchParams.get('q')).toBe('is:open schirm');
  expect(await faultsOf(page)).toEqual([]);

  await box.press('ArrowDown');
  await page.keyboard.press('Enter');
  const found = inbox.log.getByRole('article', { name: /, found$/ });
  await found.getByText('Lampenschirm').waitFor();
  await inbox.focused(found);
  expect(new URL(page.url()).searchParams.get('at')).toMatch(/^\d+$/);

  await page.getByRole('button', { name: 'Save as view' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as view' });
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.getByText('Give the view a name.').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Torn shades');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  const views = page.getByRole('list', { name: 'Views' });
  await views.getByRole('link', { name: /Torn shades\s*1/ }).waitFor();

  await page.getByRole('link', { name: 'All', exact: true }).locator('visible=true').click();
  await inbox.row('kenji@example.com').waitFor();
  await views.getByRole('link', { name: /Torn shades/ }).click();
  await inbox.row('kenji@example.com').waitFor({ state: 'detached' });
  await page.reload();
  await inbox.row('ingrid@example.com').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Torn shades' }).waitFor();
  expect(await box.inputValue()).toBe('schirm');
  expect(await inbox.row('kenji@example.com').count()).toBe(0);

  await chips.getByRole('button', { name: 'Remove filter: Is open' }).click();
  await inbox.focused(box);
  await box.press('Escape');
  await inbox.row('kenji@example.com').waitFor();
  expect(new URL(page.url()).search).toBe('');
});
