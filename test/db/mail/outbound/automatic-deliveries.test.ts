import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { connect, type Database } from '../../../../db/connection/database.ts';
import { recordBatch } from '../../../../db/recording/record.ts';
import {
  conversations,
  customers,
  deliveries,
  inboundEmails,
  messages,
} from '../../../../db/schema/schema.ts';
import type { AutomaticPurpose } from '../../../../domain/mail/writing/automatic-budget.ts';
import { happened } from '../../../../domain/conversation/entries.ts';
import { newId, siblingId, type ConversationId, type MessageId } from '../../../../domain/ids.ts';
import type { Batch } from '../../../../domain/conversation/batch.ts';
import { emptyBatch } from '../../../support/rows/empty-batch.ts';
import { mailIdentity as mail } from '../../../support/mail/mail-identity.ts';
import { createTestDatabase } from '../../../support/stack/database.ts';
import { seedConversation, type Seed } from '../../../support/rows/seed-conversation.ts';

async function start() {
  const database = await createTestDatabase();
  const connection = connect(database.url);
  const { db } = connection;
  const seed = await seedConversation(db);
  return {
    db,
    seed,
    [Symbol.asyncDispose]: async () => {
      await connection.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** A conversation that a customer began by mail. */
async function begin(db: Database, { projectId }: Seed, email: string, verdict: 'verified' | 'unverified') {
  const [customer] = await db
    .insert(customers)
    .values({ id: newId('cus'), projectId, email })
    .onConflictDoUpdate({ target: [customers.projectId, customers.email], set: { email } })
    .returning();
  const id = newId('cnv');
  await db.insert(conversations).values({ id, projectId, customerId: customer!.id, channel: 'email' });
  await db.insert(inboundEmails).values({
    id: newId('eml'),
    projectId,
    conversationId: id,
    providerId: id,
    fingerprint: id,
    fromEmail: email,
    fromName: 'A name the sender chose',
    subject: 'How?',
    replyText: 'How?',
    quotedText: '',
    verdict,
    payload: {},
  });
  return id;
}

/** An automatic mail about an event, as a conversation's workflow asks for it. */
function wanted(conversationId: ConversationId, { projectId }: Seed, purpose: AutomaticPurpose): Batch {
  const id: MessageId = newId('msg');
  const event = { kind: 'acknowledged', refused: null } as const;
  const at = new Date().toISOString();
  return {
    ...emptyBatch({ conversationId, projectId }),
    entries: [{ ...happened({ id, author: { by: 'system' }, event, at }), text: 'It arrived.' }],
    requestedDeliveries: [{ kind: 'automatic', deliveryId: siblingId('dlv', id), messageIds: [id], purpose }],
  };
}

it('keeps an address’s budget when thirty conversations mail it at the same moment', async () => {
  await using rig = await start();
  const ids = await Promise.all(
    Array.from({ length: 30 }, () => begin(rig.db, rig.seed, 'kim@example.org', 'verified')),
  );
  const results = await Promise.all(
    ids.map((id) => recordBatch(rig.db, wanted(id, rig.seed, 'answer'), mail)),
  );
  expect(results.flatMap((result) => result?.made ?? [])).toHaveLength(6);
  expect(results.flatMap((result) => result?.refused ?? [])).toHaveLength(24);
  expect(await rig.db.select().from(deliveries)).toHaveLength(6);
});

it('keeps a project’s budget, and makes room as time passes', async () => {
  await using rig = await start();
  const { db, seed } = rig;
  for (let i = 0; i < 201; i++) {
    const id = await begin(db, seed, `kim${i}@example.org`, 'verified');
    const recorded = await recordBatch(db, wanted(id, seed, 'answer'), mail);
    expect(recorded?.made, String(i)).toHaveLength(i < 200 ? 1 : 0);
  }
  await db.update(deliveries).set({ createdAt: new Date(Date.now() - 3_700_000) });
  const id = await begin(db, seed, 'late@example.org', 'verified');
  expect((await recordBatch(db, wanted(id, seed, 'answer'), mail))?.made).toHaveLength(1);
});

it('makes one acknowledgement a day, says why there is no other, and repeats itself safely', async () => {
  await using rig = await start();
  const { db, seed } = rig;
  const id = await begin(db, seed, 'kim@example.org', 'verified');
  const first = wanted(id, seed, 'acknowledgement');
  const recorded = await recordBatch(db, first, mail);
  expect(recorded?.made).toHaveLength(1);
  expect(await recordBatch(db, first, mail)).toEqual(recorded);
  const second = wanted(id, seed, 'acknowledgement');
  const reason = 'There was an acknowledgement within the last day.';
  expect((await recordBatch(db, second, mail))?.refused).toMatchObject([{ reason }]);
  const [row] = await db.select().from(messages).where(eq(messages.id, second.entries[0]!.id));
  expect(row).toMatchObject({ event: { kind: 'acknowledged', refused: reason }, deliveryId: null });
});

it('mails nothing automatic to an address that nobody vouched for, nor a word its sender chose', async () => {
  await using rig = await start();
  const { db, seed } = rig;
  const unsure = await begin(db, seed, 'unsure@example.org', 'unverified');
  expect((await recordBatch(db, wanted(unsure, seed, 'answer'), mail))?.made).toEqual([]);
  const sure = await begin(db, seed, 'sure@example.org', 'verified');
  await recordBatch(db, wanted(sure, seed, 'answer'), mail);
  const [made, ...others] = await db.select().from(deliveries);
  expect(others).toEqual([]);
  expect(made).toMatchObject({ automatic: 'answer', envelope: { automatic: true, to: { name: null } } });
  expect(JSON.stringify(made?.envelope)).not.toContain('chose');
});
