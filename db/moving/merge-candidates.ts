import { and, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import { siblingId, type ConversationId, type MessageId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { samePersonAs } from '../customers/same-person.ts';
import { conversations, messages } from '../schema/schema.ts';
import { shownHere } from '../schema/shown-here.ts';

/** A customer with more conversations than this is found by search, not by a list. */
const MOST = 50;

/** What another conversation of the same customer needs to be told apart by. */
export interface MergeCandidate {
  id: ConversationId;
  subject: string;
  preview: string;
  status: (typeof conversations.$inferSelect)['status'];
  channel: (typeof conversations.$inferSelect)['channel'];
  lastMessageAt: string;
}

/** Customers of these are the same person. */
const withWhom = (id: ConversationId) =>
  samePersonAs(sql`(select customer_id from conversations where id = ${id})`);

/** The same customer's other conversations that one may be merged into, newest first. */
export async function mergeCandidates(db: Queryable, id: ConversationId): Promise<MergeCandidate[]> {
  const { subject, preview, status, channel, lastMessageAt } = conversations;
  const rows = await db
    .select({ id: conversations.id, subject, preview, status, channel, lastMessageAt })
    .from(conversations)
    .where(
      and(
        inArray(conversations.customerId, withWhom(id)),
        ne(conversations.id, id),
        isNull(conversations.merged),
        sql`${conversations.lastSeq} > 0`,
      ),
    )
    .orderBy(desc(conversations.lastMessageAt))
    .limit(MOST);
  return rows.map((row) => ({ ...row, lastMessageAt: row.lastMessageAt.toISOString() }));
}

/** Whether two conversations are one customer's. Customers belong to a project, so these are of one project too. */
export async function mayMerge(db: Queryable, from: ConversationId, into: ConversationId): Promise<boolean> {
  const [row] = await db
    .select({ id: conversations.id })
    .from(conversations)
    .where(
      and(
        eq(conversations.id, into),
        ne(conversations.id, from),
        isNull(conversations.merged),
        inArray(conversations.customerId, withWhom(from)),
      ),
    );
  return row !== undefined;
}

/**
 * Whether a message can begin a conversation of its own: somebody outside wrote it, and there is an address to answer to.
 * A split that has already happened may be repeated.
 */
export async function maySplit(
  db: Queryable,
  split: { id: MessageId; conversationId: ConversationId; messageId: MessageId },
): Promise<boolean> {
  const { id, conversationId, messageId } = split;
  if (await hasEvent(db, { id, conversationId, kind: 'splitOff' })) return true;
  const [taken] = await db
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.id, siblingId('cnv', id)));
  if (taken) return false;
  const [row] = await db
    .select({ author: messages.author, customerId: conversations.customerId })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(
      and(
        eq(messages.id, messageId),
        eq(messages.conversationId, conversationId),
        eq(messages.kind, 'message'),
        shownHere,
      ),
    );
  if (row?.author.by === 'customer') return row.customerId !== null;
  return row?.author.by === 'other' && row.author.email.includes('@');
}

/** Whether a split began here and was not undone, or was undone by this very command. */
export async function mayUnsplit(
  db: Queryable,
  undo: { id: MessageId; conversationId: ConversationId; move: MessageId },
): Promise<boolean> {
  const { id, conversationId, move } = undo;
  if (await hasEvent(db, { id, conversationId, kind: 'splitUndone' })) return true;
  if (!(await hasEvent(db, { id: move, conversationId, kind: 'splitOff' }))) return false;
  const [undone] = await db
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        sql`${messages.event}->>'kind' = 'splitUndone'`,
        sql`${messages.event}->>'move' = ${move}`,
      ),
    );
  return undone === undefined;
}

async function hasEvent(
  db: Queryable,
  event: { id: MessageId; conversationId: ConversationId; kind: 'splitOff' | 'splitUndone' },
): Promise<boolean> {
  const [row] = await db
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.id, event.id),
        eq(messages.conversationId, event.conversationId),
        sql`${messages.event}->>'kind' = ${event.kind}`,
      ),
    );
  return row !== undefined;
}
