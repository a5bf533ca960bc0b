import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import {
  findAgentMail,
  listUnsentAgentMails,
  moveAgentMail,
} from '../../../../db/mail/outbound/agent-mails.ts';
import { writeRefusedMail } from '../../../../db/mail/outbound/write-agent-mails.ts';
import { agents, memberships } from '../../../../db/schema/schema.ts';
import { newId, siblingId, type AgentMailId } from '../../../../domain/ids.ts';
import { mailIdentity as mail } from '../../../support/mail/mail-identity.ts';
import { seedConversation } from '../../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../../support/stack/own-database.ts';

const own = ownDatabase();

async function written() {
  const seed = await seedConversation(own.db);
  const id = newId('msg');
  const reply = { ...seed, id, seenSeq: 0, reason: 'stale', text: 'Any will do.' } as const;
  await writeRefusedMail(own.db, reply, { mail, publicUrl: 'https://support.acme.example' });
  const mailId: AgentMailId = siblingId('agm', id);
  return { ...seed, mailId };
}

it('a mail to an agent knows what its agent is now: their address, and whether they are on the team', async () => {
  const { db } = own;
  const { mailId, agentId } = await written();
  const email = `new-${agentId}@acme.example`;
  await db.update(agents).set({ email }).where(eq(agents.id, agentId));
  expect(await findAgentMail(db, [mailId])).toMatchObject([{ agentEmail: email, member: true }]);
  await db.delete(memberships).where(eq(memberships.agentId, agentId));
  expect(await findAgentMail(db, [mailId])).toMatchObject([{ id: mailId, member: false }]);
  expect(await findAgentMail(db, [])).toEqual([]);
});

it('one attempt at a time has a mail, and what has left is no longer offered', async () => {
  const { db } = own;
  const { mailId, conversationId } = await written();
  const unsent = async () => (await listUnsentAgentMails(db, conversationId)).map(({ state }) => state);
  const claim = () => moveAgentMail(db, mailId, { from: 'pending', to: 'sending' });
  const claims = await Promise.all([claim(), claim(), claim()]);
  expect(claims.filter(Boolean)).toHaveLength(1);
  expect(await unsent()).toEqual(['sending']);
  expect(await moveAgentMail(db, mailId, { from: 'sending', to: 'sent' })).toBe(true);
  expect(await unsent()).toEqual([]);
});
