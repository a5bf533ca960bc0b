import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import {
  AUTOMATIC_BUDGETS,
  automaticRefusal,
  type AutomaticCounts,
  type AutomaticPurpose,
} from '../../../domain/mail/writing/automatic-budget.ts';
import type { ConversationId, DeliveryId, MessageId } from '../../../domain/ids.ts';
import type { MailIdentity } from '../../../domain/mail/address/mail-envelope.ts';
import type { Queryable } from '../../connection/database.ts';
import { createDelivery, findDelivery } from './deliveries.ts';
import { ratingPageOf, whyNotToRate } from './rating-page.ts';
import { conversations, customers, deliveries, inboundEmails, messages } from '../../schema/schema.ts';
import { touchMessages } from '../../conversation/transcript.ts';

interface Wanted {
  deliveryId: DeliveryId;
  messageIds: MessageId[];
  conversationId: ConversationId;
  purpose: AutomaticPurpose;
  /** An agent wanted it mailed: a person vouches for the address that wrote. */
  agreed?: true;
  mail: MailIdentity;
}

/**
 * Makes the delivery of a mail that no human wrote, if the budgets allow it: counted and made in one transaction, one
 * such transaction at a time. Idempotent by the delivery's id.
 * @returns why it may not leave, or false when there is nobody to send it to.
 */
export async function createAutomaticDelivery(
  tx: Queryable,
  wanted: Wanted,
): Promise<boolean | { reason: string }> {
  const { deliveryId, conversationId, messageIds, purpose } = wanted;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('automatic mail'))`);
  if (await findDelivery(tx, deliveryId)) return true;
  const answered = await answeredMail(tx, wanted);
  const reason =
    (purpose === 'rating' && (await whyNotToRate(tx, wanted))) ||
    automaticRefusal(purpose, await count(tx, { conversationId, verified: answered !== null }));
  if (reason !== null) {
    await sayRefused(tx, { ...wanted, reason });
    return { reason };
  }
  const subject = answered?.subject ?? '';
  const ratingPage = purpose === 'rating' && (await ratingPageOf(tx, wanted));
  const automatic = { purpose, answers: { subject }, ...(ratingPage && { ratingPage }) };
  const made = await createDelivery(tx, { ...wanted, automatic });
  if (made) await tx.update(messages).set({ channel: 'email' }).where(eq(messages.deliveryId, deliveryId));
  return made && messageIds.length > 0;
}

/** The newest mail that the customer's own address sent to the conversation, when its domain or an agent vouched for it. */
async function answeredMail(
  tx: Queryable,
  { conversationId, agreed }: Wanted,
): Promise<{ subject: string } | null> {
  const [row] = await tx
    .select({ subject: inboundEmails.subject })
    .from(inboundEmails)
    .innerJoin(conversations, eq(conversations.id, inboundEmails.conversationId))
    .innerJoin(customers, eq(customers.id, conversations.customerId))
    .where(
      and(
        eq(inboundEmails.conversationId, conversationId),
        inArray(inboundEmails.verdict, agreed ? ['verified', 'unverified'] : ['verified']),
        eq(sql`lower(${inboundEmails.fromEmail})`, customers.email),
        isNull(inboundEmails.quarantine),
        isNull(inboundEmails.machine),
      ),
    )
    .orderBy(desc(inboundEmails.receivedAt))
    .limit(1);
  return row ?? null;
}

/** An address is counted over all projects: its owner sees one sender of too much mail. */
async function count(
  tx: Queryable,
  { conversationId, verified }: { conversationId: ConversationId; verified: boolean },
): Promise<AutomaticCounts> {
  const { acknowledgement, address, project } = AUTOMATIC_BUDGETS;
  const within = (ms: number) => sql`${deliveries.createdAt} > now() - ${ms} * interval '1 millisecond'`;
  const longest = Math.max(acknowledgement.withinMs, address.withinMs, project.withinMs);
  const counted = (where: ReturnType<typeof within>) => sql<number>`(count(*) filter (where ${where}))::int`;
  const here = eq(deliveries.conversationId, conversationId);
  const [counts] = await tx
    .select({
      acknowledgements: counted(
        sql`${here} and ${deliveries.automatic} = 'acknowledgement' and ${within(acknowledgement.withinMs)}`,
      ),
      toAddress: counted(
        sql`lower(${deliveries.envelope}->'to'->>'email') = ${customers.email} and ${within(address.withinMs)}`,
      ),
      ofProject: counted(
        sql`${deliveries.projectId} = ${conversations.projectId} and ${within(project.withinMs)}`,
      ),
    })
    .from(conversations)
    .innerJoin(customers, eq(customers.id, conversations.customerId))
    .innerJoin(deliveries, and(sql`${deliveries.automatic} is not null`, within(longest)))
    .where(eq(conversations.id, conversationId));
  return { acknowledgements: 0, toAddress: 0, ofProject: 0, ...counts, verified };
}

/** An acknowledgement or a question is in the transcript already; it must not claim that it left. */
async function sayRefused(
  tx: Queryable,
  { conversationId, messageIds, purpose, reason }: Wanted & { reason: string },
): Promise<void> {
  if (purpose === 'answer') return;
  const [id] = messageIds;
  if (!id) return;
  const kind = purpose === 'rating' ? 'ratingAsked' : 'acknowledged';
  const said = { event: { kind, refused: reason } } as const;
  const byRule = { event: sql`jsonb_set(${messages.event}, '{refused}', to_jsonb(${reason}::text))` };
  await tx
    .update(messages)
    .set(purpose === 'rule' ? byRule : said)
    .where(eq(messages.id, id));
  await touchMessages(tx, conversationId, [id]);
}
