import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../../domain/ids.ts';
import { faultsOf, SCHEMES } from '../../support/browser/faults-of.ts';
import type { InboxPage } from '../../support/browser/inbox-page.ts';
import { eventually } from '../../support/eventually.ts';
import { overflow } from '../../support/browser/overflow.ts';
import { signIn } from '../../support/people/agent-client.ts';
import { holdReplies } from '../../support/people/undo-time.ts';
import { runInbox, type RunningInbox } from '../../support/stack/running-inbox.ts';
import { AGENT } from '../../support/stack/running-product.ts';

let desk: RunningInbox;

beforeAll(async () => {
  desk = await runInbox();
  await holdReplies(desk.product);
  const agent = await signIn(desk.product, AGENT);
  const projectId = (await agent.me.query()).projects[0]!.id;
  const reply = { name: 'snow', text: 'Snow holds it up.', language: null, own: false, acts: [] };
  await agent.savedReplies.save.mutate({ projectId, id: newId('srp'), ...reply });
  await desk.waitingCustomer('below@example.com', 'I stand below');
  await desk.waitingCustomer('snorri@example.com', 'Two lamps for the cabin');
});
afterAll(() => desk?.[Symbol.asyncDispose]());

const palette = ({ page }: InboxPage) => page.getByRole('dialog', { name: 'Command palette' });
const box = (inbox: InboxPage) => palette(inbox).getByRole('combobox', { name: 'Search commands' });
const group = (inbox: InboxPage, name: string) => palette(inbox).getByRole('group', { name });

async function openSnorri(options?: Parameters<RunningInbox['agent']>[0]): Promise<InboxPage> {
  const inbox = await desk.agent(options);
  await inbox.open('snorri@example.com');
  await inbox.said('Two lamps for the cabin').waitFor();
  return inbox;
}

async function openPalette(inbox: InboxPage): Promise<void> {
  await inbox.page.keyboard.press('Control+k');
  await inbox.focused(box(inbox));
}

it('does what is typed to the conversation that it names, and gives the focus back', async () => {
  const inbox = await openSnorri();
  const { page } = inbox;
  await inbox.reply.focus();
  await openPalette(inbox);
  await palette(inbox)
    .getByText(/snorri@example.com/)
    .first()
    .waitFor();
  await page.keyboard.press('Escape');
  await palette(inbox).waitFor({ state: 'detached' });
  await inbox.focused(inbox.reply);
  await openPalette(inbox);
  await page.keyboard.type('sn');
  const first = group(inbox, 'This conversation').getByRole('option').first();
  await first.getByText('ooze…').waitFor();
  expect(await first.getAttribute('aria-selected')).toBe('true');
  expect(await box(inbox).getAttribute('aria-activedescendant')).toBe(await first.getAttribute('id'));
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Snooze' }).waitFor();
});

it('finds lanes, saved replies, conversations and customers, and says how many it found', async () => {
  const inbox = await openSnorri();
  const { page } = inbox;
  await openPalette(inbox);
  await page.keyboard.type('sno');
  await group(inbox, 'Go to').getByRole('option', { name: 'Snoozed' }).waitFor();
  await group(inbox, 'Conversations')
    .getByRole('option', { name: /snorri@example.com/ })
    .waitFor();
  await group(inbox, 'Customers')
    .getByRole('option', { name: /snorri@example.com/ })
    .waitFor();
  await palette(inbox)
    .getByRole('status')
    .getByText(/found$/)
    .waitFor();
  await group(inbox, 'Saved replies').getByRole('option', { name: /^snow/ }).click();
  await eventually('the words', async () => (await inbox.reply.inputValue()) === 'Snow holds it up.');
  await inbox.reply.fill('');
  await openPalette(inbox);
  await page.keyboard.type('zzzzqq');
  await palette(inbox).getByText('Nothing found').first().waitFor();
  await box(inbox).fill('reports');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Reports', level: 1 }).waitFor();
});

it('leads back to a reply that was sent and closed, with its words', async () => {
  const inbox = await openSnorri();
  const { page } = inbox;
  await page.keyboard.press('r');
  await page.keyboard.type('They leave today.');
  await page.keyboard.press('Control+Shift+Enter');
  await inbox.said('I stand below').waitFor();
  await page.keyboard.press('Control+z');
  await inbox.said('Two lamps for the cabin').waitFor();
  await eventually('the words', async () => (await inbox.reply.inputValue()) === 'They leave today.');
  await inbox.reply.fill('');
});

it('leaves single letters alone for whoever switched them off, and stays after a close where that is wanted', async () => {
  const inbox = await openSnorri();
  const { page } = inbox;
  await page.goto(`${desk.product.url}/account`);
  await page.getByRole('checkbox', { name: /Single letters/ }).uncheck();
  await page.getByRole('radio', { name: /Stay there/ }).check();
  await page.goto(desk.product.url);
  await inbox.open('below@example.com');
  await inbox.said('I stand below').waitFor();
  await page.keyboard.press('e');
  await page.keyboard.press('?');
  await openPalette(inbox);
  await page.keyboard.type('close conv');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Reopen' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
});

it.each(SCHEMES)('has no fault in %s, on a screen and on a phone', async (colorScheme) => {
  const inbox = await openSnorri({ colorScheme, viewport: { width: 1400, height: 900 } });
  const { page } = inbox;
  await openPalette(inbox);
  await page.keyboard.type('sn');
  await group(inbox, 'Customers').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflow(page)).toBe(0);
  await page.keyboard.press('Escape');
  await palette(inbox).waitFor({ state: 'detached' });
  await page.setViewportSize({ width: 1400, height: 900 });
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
});
