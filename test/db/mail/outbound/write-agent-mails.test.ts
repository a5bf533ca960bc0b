import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { markRead } from '../../../../db/inbox/inbox.ts';
import { writeDigests, writeRefusedMail } from '../../../../db/mail/outbound/write-agent-mails.ts';
import { agentMails, agents, conversations } from '../../../../db/schema/schema.ts';
import type { Author } from '../../../../domain/message.ts';
import { newId } from '../../../../domain/ids.ts';
import { mailIdentity as mail } from '../../../support/mail/mail-identity.ts';
import { insertMessage } from '../../../support/rows/insert-message.ts';
import { seedConversation } from '../../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../../support/stack/own-database.ts';

const own = ownDatabase();
const settings = { mail, publicUrl: 'https://support.acme.example' };

/** Ana is responsible; what is said grows the conversation. */
async function anas() {
  const { db } = own;
  const seed = await seedConversation(db);
  const { conversationId, projectId, agentId } = seed;
  const set = (columns: object) =>
    db.update(conversations).set(columns).where(eq(conversations.id, conversationId));
  await set({ assigneeId: agentId });
  let seq = 0;
  const say = async (author: Author, text: string, parts = {}) => {
    await insertMessage(db, { conversationId, projectId, seq: ++seq, author, text, ...parts });
    await set({ lastSeq: seq });
  };
  const written = () =>
    db
      .select()
      .from(agentMails)
      .where(and(eq(agentMails.conversationId, conversationId), eq(agentMails.agentId, agentId)))
      .orderBy(agentMails.createdAt);
  const tell = async () => {
    await writeDigests(db, conversationId, settings);
    return (await written()).length;
  };
  return { ...seed, say, tell, written, ana: { by: 'agent', agentId } as const };
}

const kim: Author = { by: 'customer' };

it('an agent is told of customers’ and strangers’ words, not of what the team or the assistant says', async () => {
  const { say, tell } = await anas();
  await say({ by: 'assistant' }, 'I do not know.');
  await say({ by: 'agent', agentId: newId('agt') }, 'A colleague’s answer.');
  expect(await tell()).toBe(0);
  await say({ by: 'other', email: 'lee@example.org', name: 'Lee' }, 'Me too.');
  expect(await tell()).toBe(1);
});

it('whoever has read or answered knows, and is told only of what came after', async () => {
  const { say, tell, written, ana, ...seed } = await anas();
  await say(kim, 'It is broken.');
  await markRead(own.db, { ...seed, seq: 1 });
  expect(await tell()).toBe(0);
  await say(kim, 'Hello?');
  await say(ana, 'Try it off and on.');
  expect(await tell()).toBe(0);
  await say(kim, 'Still broken.');
  expect(await tell()).toBe(1);
  const text = (await written())[0]?.envelope.text;
  expect(text).toContain('Still broken.');
  expect(text).not.toContain('Hello?');
});

it('whoever wants every mail also gets what they have read, once', async () => {
  const { say, tell, agentId, ...seed } = await anas();
  await own.db.update(agents).set({ notifyByMail: 'always' }).where(eq(agents.id, agentId));
  await say(kim, 'It is broken.');
  await markRead(own.db, { ...seed, agentId, seq: 1 });
  expect(await tell()).toBe(1);
  expect(await tell()).toBe(1);
});

it('what was taken back or split off is told to nobody', async () => {
  const { say, tell, conversationId } = await anas();
  await say(kim, 'Taken back.', { withdrawn: true });
  await say(kim, 'Split off.', { movedTo: conversationId });
  expect(await tell()).toBe(0);
});

it('a refused answer goes back to its writer once, with what they had not seen, and names notes without their words', async () => {
  const { say, written, agentId, conversationId } = await anas();
  await say(kim, 'Seen before.');
  await say(kim, 'Not seen.');
  await say({ by: 'agent', agentId: newId('agt') }, 'They are a reseller.', { kind: 'note' });
  const reply = { id: newId('msg'), agentId, seenSeq: 1, reason: 'stale', text: 'Any will do.' } as const;
  for (let times = 0; times < 2; times++) {
    await writeRefusedMail(own.db, { ...reply, conversationId }, settings);
  }
  const [only, ...others] = await written();
  expect(others).toEqual([]);
  expect(only?.envelope.text).toContain('Any will do.');
  expect(only?.envelope.text).toContain('Not seen.');
  expect(only?.envelope.text).not.toMatch(/Seen before|reseller/);
});
