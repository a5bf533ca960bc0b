import { expect, it } from 'vitest';
import { addMember } from '../../../db/project/projects.ts';
import { deliveries, inboundEmails } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import type { MailEnvelope } from '../../../domain/mail/address/mail-envelope.ts';
import { signIn } from '../../support/people/agent-client.ts';
import { startProduct } from '../../support/stack/start-product.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';

const HOUR = 3_600_000;

it('raises an alarm for the project whose replies nobody answers, and ends it with the first mail', async () => {
  await using product = await startProduct({ worker: false });
  const { db } = product.database;
  const seed = await seedConversation(db);
  const agent = await signIn(product);
  await addMember(db, { projectId: seed.projectId, agentId: product.agentId, role: 'admin' });
  const alarm = (projectId = seed.projectId) => agent.mailSetup.alarm.query({ projectId });
  const send = async (hoursAgo: number, state: 'delivered' | 'bounced' = 'delivered') => {
    const id = newId('dlv');
    const messageId = await seed.say({ by: 'agent', agentId: seed.agentId }, 'Try it.');
    const createdAt = new Date(Date.now() - hoursAgo * HOUR);
    const { projectId, conversationId } = seed;
    const envelope = {} as MailEnvelope;
    await db
      .insert(deliveries)
      .values({ id, projectId, conversationId, messageId, state, envelope, rfcMessageId: id, createdAt });
  };
  for (let i = 0; i < 7; i++) await send(80);
  await send(80, 'bounced');
  expect(await alarm()).toBeNull();
  await send(2);
  expect(await alarm()).toBe('No mail has arrived for 3 days, although 8 replies left.');
  expect(await alarm(product.project.id)).toBeNull();

  await db.insert(inboundEmails).values(mail({ projectId: product.project.id }));
  expect(await alarm()).toBeNull();
});

it('shows the question of a mail host to the project whose mailbox is meant', async () => {
  await using product = await startProduct({ worker: false });
  const { db } = product.database;
  const seed = await seedConversation(db);
  const agent = await signIn(product);
  const subject = '(#483920175) Gmail Forwarding Confirmation - Receive Mail from support@example.test';
  const google = { fromEmail: 'forwarding-noreply@google.com', subject, projectId: seed.projectId };
  await db
    .insert(inboundEmails)
    .values([
      mail(google),
      mail({ ...google, verdict: 'unverified', subject: subject.replace('483920175', '666666666') }),
      mail({ ...google, subject: subject.replace('support@example.test', 'support@acme.example') }),
      mail({ ...google, receivedAt: new Date(Date.now() - 90 * HOUR) }),
    ]);
  const setup = await agent.mailSetup.get.query({ projectId: product.project.id });
  expect(setup).toMatchObject({
    forwardTo: 'forward@reply.example.test',
    form: 'plus',
    confirmations: [{ host: 'Google', code: '483920175', mailbox: 'support@example.test' }],
  });
});

it('keeps the name that a project wants to write under', async () => {
  await using product = await startProduct({ worker: false });
  const agent = await signIn(product);
  const input = { projectId: product.project.id };
  await agent.mailSetup.saveSenderName.mutate({ ...input, senderName: ' {agent} from Acme ' });
  expect(await agent.mailSetup.get.query(input)).toMatchObject({ senderName: '{agent} from Acme' });
  await agent.mailSetup.saveSenderName.mutate({ ...input, senderName: ' ' });
  expect(await agent.mailSetup.get.query(input)).toMatchObject({ senderName: '' });
});

function mail(parts: Partial<typeof inboundEmails.$inferInsert>): typeof inboundEmails.$inferInsert {
  const id = newId('eml');
  return {
    id,
    projectId: 'prj_',
    providerId: id,
    fingerprint: id,
    fromEmail: 'kim@example.org',
    fromName: '',
    subject: 'Hello',
    replyText: '',
    quotedText: '',
    verdict: 'verified',
    payload: {},
    quarantine: 'no_match',
    ...parts,
  };
}
