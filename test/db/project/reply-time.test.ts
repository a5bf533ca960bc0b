import { expect, it } from 'vitest';
import { medianReplySeconds } from '../../../db/project/reply-time.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();
const HOUR = 3_600_000;

/** Conversations that were handed over some hours ago, and answered after so many seconds; null: not yet. */
async function handedOver(
  waits: (number | null)[],
  { hoursAgo = 24, isClosed = false, lastHoursAgo = 0, byAssistant = false } = {},
) {
  const { projectId, agentId } = await seedConversation(own.db);
  const since = new Date(Date.now() - hoursAgo * HOUR);
  const escalation = { cause: 'visitor' as const, reason: '', at: since.toISOString() };
  for (const wait of waits) {
    const lastMessageAt = new Date(Date.now() - lastHoursAgo * HOUR);
    const status = isClosed ? ('closed' as const) : ('open' as const);
    const row = { projectId, escalation, status, lastSeq: 2, lastMessageAt };
    const conversationId = await anotherConversation(own.db, row);
    const place = { projectId, conversationId };
    await insertMessage(own.db, { ...place, seq: 1, createdAt: since });
    const author = byAssistant ? ({ by: 'assistant' } as const) : ({ by: 'agent', agentId } as const);
    if (wait !== null)
      await insertMessage(own.db, {
        ...place,
        seq: 2,
        author,
        createdAt: new Date(since.getTime() + wait * 1_000),
      });
  }
  return projectId;
}

const median = async (...args: Parameters<typeof handedOver>) =>
  medianReplySeconds(own.db, await handedOver(...args));

it('is the median of how long people waited for a person’s first words', async () => {
  expect(await median([60, 120, 600, 900, 90_000])).toBeCloseTo(600, 0);
});

it('says nothing from too few, nor of times long past', async () => {
  expect(await median([60, 120, 600, 900])).toBeNull();
  expect(await median([60, 60, 60, 60, 60], { hoursAgo: 40 * 24, lastHoursAgo: 29 * 24 })).toBeNull();
});

it('counts who waits still with the time they have waited, and nobody who was closed without an answer', async () => {
  expect(await median([60, 60, null, null, null])).toBeGreaterThan(23 * 3_600);
  expect(await median([null, null, null, null, null], { isClosed: true })).toBeNull();
});

it('takes the assistant’s words for nobody’s', async () => {
  expect(await median([60, 60, 60, 60, 60], { byAssistant: true })).toBeGreaterThan(23 * 3_600);
});
