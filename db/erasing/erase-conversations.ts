import { and, count, eq, inArray, sql } from 'drizzle-orm';
import { NOTHING_ERASED, type Erased } from '../../domain/project/erasure.ts';
import type { AgentId, ConversationId, CustomerId, ProjectId, VisitorId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import {
  attachments,
  conversations,
  customers,
  inboundEmails,
  messages,
  visitors,
} from '../schema/schema.ts';
import { leaveSplitsBehind } from './leave-splits-behind.ts';
import { rememberErasures } from './erasures.ts';
import { withdrawCopies } from './withdraw-copies.ts';

export interface Erasing {
  projectId: ProjectId;
  ids: ConversationId[];
  askedBy: AgentId | null;
}

/**
 * Deletes conversations with everything that belongs to them: messages, mails, files, deliveries, copies that others took, and
 * the customers and visitors who are left without a conversation. What was split off stays with the conversation it went to.
 */
export async function eraseConversations(tx: Queryable, erasing: Erasing): Promise<Erased> {
  const { projectId } = erasing;
  const rows = await lockAll(tx, erasing);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return NOTHING_ERASED;
  await leaveSplitsBehind(tx, ids);
  const copies = await withdrawCopies(tx, erasing);
  const inside = await countOf(tx, ids);
  await tx.delete(inboundEmails).where(inArray(inboundEmails.conversationId, ids));
  await tx.delete(conversations).where(inArray(conversations.id, ids));
  const customersGone = await deleteLonelyCustomers(
    tx,
    rows.flatMap(({ customerId }) => customerId ?? []),
  );
  await deleteLonelyVisitors(
    tx,
    rows.flatMap(({ visitorId }) => visitorId ?? []),
  );
  await rememberErasures(tx, [
    ...ids.map((conversationId) => ({ conversationId, kind: 'gone' as const, ...erasing })),
    ...copies.touched.map((conversationId) => ({
      conversationId,
      kind: 'rewritten' as const,
      ...erasing,
    })),
  ]);
  for (const conversationId of ids) await notify(tx, { kind: 'erased', projectId, conversationId });
  return {
    ...inside,
    conversations: ids.length,
    messages: inside.messages + copies.messages,
    customers: customersGone,
  };
}

/** In the order of their ids, so that two erasures of the same customer wait for each other instead of for ever. */
function lockAll(tx: Queryable, { projectId, ids }: Erasing) {
  const { id, customerId, visitorId } = conversations;
  return tx
    .select({ id, customerId, visitorId })
    .from(conversations)
    .where(and(eq(conversations.projectId, projectId), inArray(conversations.id, ids)))
    .orderBy(conversations.id)
    .for('update');
}

async function countOf(
  tx: Queryable,
  ids: ConversationId[],
): Promise<Pick<Erased, 'messages' | 'mails' | 'files'>> {
  const mailsOf = tx
    .select({ id: inboundEmails.id })
    .from(inboundEmails)
    .where(inArray(inboundEmails.conversationId, ids));
  const [said] = await tx.select({ n: count() }).from(messages).where(inArray(messages.conversationId, ids));
  const [mails] = await tx
    .select({ n: count() })
    .from(inboundEmails)
    .where(inArray(inboundEmails.conversationId, ids));
  const [files] = await tx
    .select({ n: count() })
    .from(attachments)
    .where(sql`${inArray(attachments.conversationId, ids)} or ${inArray(attachments.emailId, mailsOf)}`);
  return { messages: said?.n ?? 0, mails: mails?.n ?? 0, files: files?.n ?? 0 };
}

/** Whoever was merged into somebody goes with the last conversation of any of them. */
async function deleteLonelyCustomers(tx: Queryable, ids: CustomerId[]): Promise<number> {
  const persons = tx.select({ id: customers.oneId }).from(customers).where(inArray(customers.id, ids));
  const kept = sql`select 1 from conversations join customers as same on same.id = conversations.customer_id
    where same.one_id = ${customers.oneId}`;
  const gone = await tx
    .delete(customers)
    .where(and(inArray(customers.oneId, persons), sql`not exists (${kept})`))
    .returning({ id: customers.id });
  return gone.length;
}

async function deleteLonelyVisitors(tx: Queryable, ids: VisitorId[]): Promise<void> {
  const kept = tx
    .select({ id: sql`1` })
    .from(conversations)
    .where(eq(conversations.visitorId, visitors.id));
  await tx.delete(visitors).where(and(inArray(visitors.id, ids), sql`not exists (${kept})`));
}
