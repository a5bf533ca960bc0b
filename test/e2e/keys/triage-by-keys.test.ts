import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../../domain/ids.ts';
import { eventually } from '../../support/eventually.ts';
import type { InboxPage } from '../../support/browser/inbox-page.ts';
import { signIn } from '../../support/people/agent-client.ts';
import { skipTimeAt } from '../../support/people/skip-time.ts';
import { runInbox, type RunningInbox } from '../../support/stack/running-inbox.ts';
import { AGENT } from '../../support/stack/running-product.ts';

/** As many as one sees at once, or `SEEDED=60`. The newest stands first. */
const SEEDED = Number(process.env['SEEDED'] ?? 12);
const ASKED = Array.from({ length: SEEDED }, (_, at) => `Where is parcel ${SEEDED - at}?`);
const MOST_KEYS = 4;

let desk: RunningInbox;

beforeAll(async () => {
  desk = await runInbox();
  const agent = await signIn(desk.product, AGENT);
  const projectId = (await agent.me.query()).projects[0]!.id;
  const reply = { name: 'late', text: 'It is late, and we are sorry.', language: null, own: false, acts: [] };
  await agent.savedReplies.save.mutate({ projectId, id: newId('srp'), ...reply });
  for (const text of ASKED.toReversed())
    await desk.waitingCustomer(`${text.replace(/\D/g, '')}@example.com`, text);
});
afterAll(async () => {
  await desk?.[Symbol.asyncDispose]();
});

/** Hands on a keyboard, and no mouse. What is typed are words; everything else is counted. */
function handsOn({ page }: InboxPage) {
  let keys = 0;
  return {
    press: async (...all: string[]) => {
      for (const key of all) await page.keyboard.press(key);
      keys += all.length;
    },
    type: (words: string) => page.keyboard.type(words),
    /** Since it was asked last. */
    counted: () => {
      const counted = keys;
      keys = 0;
      return counted;
    },
  };
}

it('triages a full inbox by keyboard only, with at most four keys besides the words to answer and close', async () => {
  const inbox = await desk.agent({ viewport: { width: 1400, height: 900 } });
  const { page } = inbox;
  const hands = handsOn(inbox);
  const shows = (text: string) => inbox.said(text).waitFor();
  const toast = (words: string | RegExp) => page.getByRole('status').getByText(words).first().waitFor();
  const done: Record<string, number> = {};
  const count = (act: string) => (done[act] = Math.max(done[act] ?? 0, hands.counted()));

  // Those that need somebody; of those the ones about parcels, and then those that a filter leaves.
  await hands.press('g', 'h');
  await page.getByRole('heading', { name: 'Needs a human' }).waitFor();
  count('go to a lane');
  await hands.press('/');
  await hands.type('parcel');
  await page.getByRole('status').getByText(`${SEEDED} found`).waitFor();
  await hands.press('Escape', 'Escape');
  count('search');
  await hands.press('Shift+F');
  await inbox.focused(page.getByRole('group', { name: 'Filter' }).getByRole('button').first());
  await hands.press('Enter');
  await page.getByRole('list', { name: 'Filters' }).getByRole('listitem').waitFor();
  count('filter');
  await hands.press('/', 'Backspace', 'Escape');
  await page.getByRole('list', { name: 'Filters' }).waitFor({ state: 'detached' });
  await inbox.row(ASKED[0]!).waitFor();
  hands.counted();

  // The first one gets a tag, and waits for tomorrow.
  await hands.press('j', 'Enter');
  await shows(ASKED[0]!);
  count('open');
  await hands.press('t');
  await page.getByRole('dialog', { name: 'Add tag' }).waitFor();
  await hands.type('late');
  await hands.press('Enter');
  await toast('Tagged late');
  count('tag');
  await hands.press('z');
  await page.getByRole('dialog', { name: 'Snooze' }).waitFor();
  await hands.type('tomorrow 9');
  await hands.press('Enter');
  await toast(/^Snoozed until tomorrow/);
  count('snooze');
  await hands.press('j', 'Enter');
  await shows(ASKED[1]!);
  count('next');

  // The second is closed, which was a mistake: one key leads back to it.
  await hands.press('e');
  await shows(ASKED[2]!);
  count('close and next');
  await hands.press('Control+z');
  await shows(ASKED[1]!);
  await page.getByRole('button', { name: 'Close conversation' }).waitFor();
  count('undo');

  // Every other one is answered and closed, the first of them with a saved reply.
  const begun = performance.now();
  for (const [at, text] of ASKED.slice(1).entries()) {
    await shows(text);
    hands.counted();
    await hands.press('r');
    await inbox.focused(inbox.reply);
    if (at === 0) {
      await hands.press('/');
      await hands.type('late');
      await page.getByRole('option', { name: 'late' }).waitFor();
      await hands.press('Enter');
    } else await hands.type('It leaves today.');
    await hands.press('Control+Shift+Enter');
    const next = ASKED[at + 2];
    if (next) await shows(next);
    else await inbox.log.waitFor({ state: 'detached' });
    count('answer and close');
  }
  const seconds = (performance.now() - begun) / 1_000 / (ASKED.length - 1);
  console.log(`keys besides the words: ${JSON.stringify(done)}; ${seconds.toFixed(1)} s a conversation`);
  expect(done['answer and close']).toBeLessThanOrEqual(MOST_KEYS);

  const agent = await signIn(desk.product, AGENT);
  const projectId = (await agent.me.query()).projects[0]!.id;
  const closed = { projectId, lane: 'closed', search: '', sort: 'newest', before: null } as const;
  await eventually(
    'all others to be closed',
    async () => (await agent.conversations.list.query(closed)).length === Math.min(SEEDED - 1, 50),
  );

  // Tomorrow comes, and with it the first one, which says why.
  const [snoozed] = await agent.conversations.list.query({ ...closed, lane: 'snoozed' });
  await skipTimeAt(desk.product.temporal, snoozed!.id);
  await hands.press('g', 'h');
  await inbox.row(ASKED[0]!).waitFor();
  await eventually('it alone', async () => (await inbox.conversations.getByRole('listitem').count()) === 1);
  await hands.press('j', 'Enter');
  await shows(ASKED[0]!);
  await inbox.log.getByText(/^Back from snooze/).waitFor();
});
