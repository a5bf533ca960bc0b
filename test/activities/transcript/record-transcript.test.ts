import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { recordTranscript } from '../../../activities/transcript/record-transcript.ts';
import { agentMails, conversations, noticeSettings, projects } from '../../../db/schema/schema.ts';
import type { Batch } from '../../../domain/conversation/batch.ts';
import { noted, said } from '../../../domain/conversation/entries.ts';
import { newId } from '../../../domain/ids.ts';
import type { Author } from '../../../domain/message.ts';
import { mailIdentity as mail } from '../../support/mail/mail-identity.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { emptyBatch } from '../../support/rows/empty-batch.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();
const kim: Author = { by: 'customer' };
const at = '2026-01-01T12:00:00.000Z';
const words = (author: Author) => said({ id: newId('msg'), author, channel: 'widget', text: 'Hello', at });

const NEVER = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };

/** Ana is responsible, unless nobody is. */
async function recording({ listens = true } = {}) {
  const { db } = own;
  const seed = await seedConversation(db);
  const { conversationId, projectId, agentId } = seed;
  const assignee = listens ? agentId : null;
  await db.update(conversations).set({ assigneeId: assignee }).where(eq(conversations.id, conversationId));
  const deps = {
    db,
    mail,
    log: pino({ enabled: false }),
    agentMail: { delayMs: 60_000, escalationMs: 10_000, publicUrl: 'https://support.acme.example' },
  };
  const standing = { ...emptyBatch(seed).standing, assignee };
  const record = (parts: Partial<Batch>) =>
    recordTranscript(deps, { ...emptyBatch(seed), standing, ...parts });
  const side = async () => {
    const from = await anotherConversation(db, { projectId });
    await insertMessage(db, { projectId, conversationId: from, seq: 1 });
    return from;
  };
  return { ...seed, record, side };
}

it('a customer’s words are told to whoever listens, after the usual wait', async () => {
  const { record } = await recording();
  expect(await record({ entries: [words(kim)] })).toMatchObject({ lastSeq: 1, digestInMs: 60_000 });
  const stranger: Author = { by: 'other', email: 'lee@example.org', name: '' };
  expect(await record({ entries: [words(stranger)] })).toMatchObject({ digestInMs: 60_000 });
});

it('nobody is told where nobody listens, of what the team says, or where it goes on elsewhere', async () => {
  const alone = await recording({ listens: false });
  expect(await alone.record({ entries: [words(kim)] })).not.toHaveProperty('digestInMs');
  const { record, agentId, conversationId } = await recording();
  const ana: Author = { by: 'agent', agentId };
  const quiet = [
    words({ by: 'assistant' }),
    words(ana),
    noted({ id: newId('msg'), author: kim, text: '', at }),
  ];
  expect(await record({ entries: quiet })).not.toHaveProperty('digestInMs');
  const merged = {
    ...{ into: conversationId, move: newId('msg'), before: 'open' as const },
    ...{ unanswered: false, active: false, bySplitUndo: false },
  };
  expect(await record({ entries: [words(kim)], merged })).not.toHaveProperty('digestInMs');
});

it('what a merge brings is told only when somebody has just written it', async () => {
  const { record, side } = await recording();
  const arriving = async (writtenAt: string | null) => [
    { from: await side(), move: newId('msg'), split: false, writtenAt },
  ];
  expect(await record({ arriving: await arriving(null) })).not.toHaveProperty('digestInMs');
  expect(await record({ arriving: await arriving(at) })).toMatchObject({ digestInMs: 60_000 });
});

it('an answer that goes back to its writer is written once, with the step that says so', async () => {
  const { record, agentId, conversationId } = await recording();
  const refused = { id: newId('msg'), agentId, seenSeq: 0, reason: 'stale', text: 'Any will do.' } as const;
  for (let times = 0; times < 2; times++) await record({ refusedAgentMails: [refused] });
  const written = await own.db.select().from(agentMails).where(eq(agentMails.conversationId, conversationId));
  expect(written).toMatchObject([{ agentId, state: 'pending' }]);
});

it('what waits for somebody is escalated again by the hours of its project, also where nobody would hear', async () => {
  const { record, projectId, agentId } = await recording({ listens: false });
  await own.db.insert(noticeSettings).values({ projectId, agentId, hears: false });
  const standing = { status: 'open', handler: { by: 'agent', agentId: null }, assignee: null } as const;
  const asking = () => record({ entries: [words(kim)], standing: { ...standing, escalation: null } });
  const set = (parts: Partial<typeof projects.$inferInsert>) =>
    own.db.update(projects).set(parts).where(eq(projects.id, projectId));
  expect(await asking()).toMatchObject({ escalateAgainAt: '2026-01-01T12:30:00.000Z' });
  expect(await asking()).not.toHaveProperty('noticeInMs');
  const thursday = [{ from: '12:20', until: '12:40' }];
  const week = { ...NEVER, thursday };
  await set({ businessHours: { timeZone: 'UTC', week, holidays: ['2026-01-01'] } });
  expect(await asking()).toMatchObject({ escalateAgainAt: '2026-01-15T12:30:00Z' });
  expect(await record({ entries: [words(kim)] })).not.toHaveProperty('escalateAgainAt');
  await set({ escalateAgainMinutes: null });
  expect(await asking()).not.toHaveProperty('escalateAgainAt');
});

it('of a conversation that is gone nothing is said', async () => {
  const { record } = await recording();
  expect(await record({ conversationId: newId('cnv'), entries: [words(kim)] })).toBeNull();
});
