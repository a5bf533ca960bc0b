import { eq } from 'drizzle-orm';
import { randomBytes } from 'node:crypto';
import pino from 'pino';
import { expect, it } from 'vitest';
import { mailAgents } from '../../../activities/mail/mail-agents.ts';
import { createPostmark } from '../../../activities/mail/postmark-client.ts';
import { connect } from '../../../db/connection/database.ts';
import { agentMails, agents, conversations, memberships, messages } from '../../../db/schema/schema.ts';
import { writeRefusedMail } from '../../../db/mail/outbound/write-agent-mails.ts';
import { newId } from '../../../domain/ids.ts';
import type { BehaviourMode } from '../../../mailbox/behaviour.ts';
import { headerOf } from '../../../mailbox/mail.ts';
import { startMailbox } from '../../../mailbox/mailbox.ts';
import { createTestDatabase } from '../../support/stack/database.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { createUndo } from '../../support/undo.ts';

/** Seconds: how long the client waits for a provider that hangs. */
const TIMEOUT = 0.4;

/** Ana is responsible for a conversation in which Kim has just written. */
async function setUp() {
  const undo = createUndo();
  const database = await createTestDatabase();
  undo.defer(() => database[Symbol.asyncDispose]());
  const connection = connect(database.url);
  undo.defer(() => connection.close());
  const mailbox = await startMailbox({ port: 0, serverToken: 'token' });
  undo.defer(() => mailbox.stop());
  const { db } = connection;
  const seed = await seedConversation(db);
  const { agentId, conversationId } = seed;
  const update = (set: object) =>
    db.update(conversations).set(set).where(eq(conversations.id, conversationId));
  await update({ assigneeId: agentId });
  let seq = 0;
  const kim = async (text: string) => {
    await seed.say({ by: 'customer' }, text);
    await update({ lastSeq: ++seq });
  };
  await kim('It asks for a port.');
  const mail = {
    inboundDomain: 'reply.example.test',
    inboundAddress: null,
    replyAddressSecrets: [randomBytes(24).toString('hex')],
  };
  const postmark = createPostmark({ postmarkToken: 'token', postmarkUrl: mailbox.url }, TIMEOUT);
  const agentMail = { delayMs: 0, escalationMs: 0, publicUrl: 'https://support.acme.example' };
  const deps = { db, postmark, mail, agentMail, log: pino({ level: 'silent' }) };
  return {
    db,
    seed,
    kim,
    mail,
    mailbox,
    tell: () => mailAgents(deps, { conversationId, digest: true }),
    states: async () =>
      (await db.select().from(agentMails).orderBy(agentMails.createdAt)).map(({ state }) => state),
    [Symbol.asyncDispose]: () => undo.all(),
  };
}

it('tells once, however often it runs, and again when there is something new', async () => {
  await using rig = await setUp();
  await Promise.all([rig.tell(), rig.tell(), rig.tell()]);
  await rig.tell();
  expect(rig.mailbox.ledger()).toHaveLength(1);
  await rig.kim('Any idea?');
  await rig.tell();
  expect(rig.mailbox.ledger()).toHaveLength(2);
  expect(rig.mailbox.ledger()[1]?.text).not.toContain('It asks for a port.');
});

it.each<BehaviourMode>(['rate-limited', 'error-500', 'error-503'])('tries again after %s', async (mode) => {
  await using rig = await setUp();
  rig.mailbox.behave({ mode, times: 1 });
  await expect(rig.tell()).rejects.toThrow();
  expect(await rig.states()).toEqual(['pending']);
  await rig.tell();
  expect(await rig.states()).toEqual(['sent']);
  expect(rig.mailbox.ledger()).toHaveLength(1);
});

it.each<BehaviourMode>([
  'accept-then-reset',
  'accept-then-hang',
  'accept-then-bad-gateway',
  'reset-before-accept',
])('sends nothing twice after %s', async (mode) => {
  await using rig = await setUp();
  rig.mailbox.behave({ mode, times: 1 });
  await rig.tell();
  await rig.tell();
  expect(await rig.states()).toEqual(['unknown']);
  expect(rig.mailbox.ledger()).toHaveLength(mode === 'reset-before-accept' ? 0 : 1);
});

it('does not repeat a send that a crash interrupted', async () => {
  await using rig = await setUp();
  rig.mailbox.behave({ mode: 'rate-limited', times: 1 });
  await expect(rig.tell()).rejects.toThrow();
  await rig.db.update(agentMails).set({ state: 'sending' });
  await rig.tell();
  expect(await rig.states()).toEqual(['unknown']);
  expect(rig.mailbox.ledger()).toEqual([]);
});

it('gives up on an address that the provider refuses', async () => {
  await using rig = await setUp();
  await rig.db.update(agents).set({ email: 'inactive@acme.example' });
  await rig.tell();
  await rig.tell();
  expect(await rig.states()).toEqual(['failed']);
});

it('quotes what a refused mail would have said in the next one, or its reader would answer unseen words', async () => {
  await using rig = await setUp();
  await rig.db.update(agents).set({ email: 'inactive@acme.example' });
  await rig.tell();
  await rig.db.update(agents).set({ email: 'ana@acme.example' });
  await rig.kim('Any idea?');
  await rig.tell();
  expect(rig.mailbox.ledger()).toHaveLength(1);
  expect(rig.mailbox.ledger()[0]?.text).toContain('It asks for a port.');
});

it('tells nobody who has left the team since the mail was written', async () => {
  await using rig = await setUp();
  rig.mailbox.behave({ mode: 'rate-limited', times: 1 });
  await expect(rig.tell()).rejects.toThrow();
  await rig.db.delete(memberships);
  await rig.tell();
  expect(rig.mailbox.ledger()).toEqual([]);
  expect(await rig.states()).toEqual(['failed']);
});

it('marks its mails as a machine’s, in every way that another installation knows', async () => {
  await using rig = await setUp();
  await rig.tell();
  const [mail] = rig.mailbox.ledger();
  expect(mail && headerOf(mail, 'Auto-Submitted')).toBe('auto-generated');
  expect(mail && headerOf(mail, 'X-Throughline')).toBe('automatic');
});

it('brings an answer back once, and quotes no note', async () => {
  await using rig = await setUp();
  const { conversationId, agentId, projectId } = rig.seed;
  const ben = newId('agt');
  await rig.db.insert(agents).values({ id: ben, name: 'Ben', email: 'ben@acme.example' });
  await rig.db.insert(messages).values({
    id: newId('msg'),
    projectId,
    conversationId,
    seq: 2,
    revision: 2,
    kind: 'note',
    channel: 'widget',
    audience: 'team',
    author: { by: 'agent', agentId: ben },
    text: 'They are a reseller.',
    createdAt: new Date(),
  });
  const reply = { id: newId('msg'), agentId, seenSeq: 0, reason: 'stale' as const, text: 'Any will do.' };
  const settings = { mail: rig.mail, publicUrl: 'https://support.acme.example' };
  await Promise.all([1, 2].map(() => writeRefusedMail(rig.db, { ...reply, conversationId }, settings)));
  await rig.tell();
  expect(rig.mailbox.ledger()).toHaveLength(1);
  const [mail] = rig.mailbox.ledger();
  expect(mail?.text).toContain('Any will do.');
  expect(mail?.text).toContain('Ben left a note');
  expect(JSON.stringify(mail)).not.toContain('reseller');
});
