import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import { createHash } from 'node:crypto';
import { authorKey } from '../../domain/conversation/stale.ts';
import type { Arrival } from '../../domain/conversation/merged.ts';
import type { MessageId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { carryMentions } from '../mentions/mentions.ts';
import { conversations, messages } from '../schema/schema.ts';

/** Postgres takes 65,535 parameters in a statement; a message has some twenty. */
const ROWS_PER_INSERT = 500;

export type ConversationRow = typeof conversations.$inferSelect;
type MessageRow = typeof messages.$inferSelect;

interface Into {
  conversation: ConversationRow;
  customerEmail: string | null;
  revision: number;
  lastSeq: number;
}

/**
 * Copies what a move brings into the locked conversation, behind its last message and in the order of time. A copy's id
 * follows from the move and the message, so that what is here already is left alone.
 * @returns the last sequence number, and the newest one of each author that came.
 */
export async function takeMessages(tx: Queryable, arrival: Arrival, into: Into) {
  const arrived: Record<string, number> = {};
  let { lastSeq } = into;
  const { visitorId, rows } = await movable(tx, arrival, into.conversation);
  const sameVisitor = visitorId !== null && visitorId === into.conversation.visitorId;
  const copies = await notYetHere(
    tx,
    rows.map((row) => copyOf(row, { ...into, move: arrival.move, sameVisitor })),
  );
  for (const copy of copies) {
    copy.seq = ++lastSeq;
    if (copy.kind !== 'event') arrived[authorKey(copy.author)] = copy.seq;
  }
  for (let from = 0; from < copies.length; from += ROWS_PER_INSERT) {
    await tx.insert(messages).values(copies.slice(from, from + ROWS_PER_INSERT));
  }
  const here = new Set(copies.map(({ id }) => id));
  const conversationId = into.conversation.id;
  const mentioning = rows
    .filter(({ mentions }) => mentions.length > 0)
    .map(({ id }) => ({ from: id, to: copyId(arrival.move, id), conversationId }));
  await carryMentions(
    tx,
    mentioning.filter(({ to }) => here.has(to)),
  );
  return { lastSeq, arrived };
}

/** What a split marked as its own, or everything a merged conversation has; never another project's. */
async function movable(tx: Queryable, { from, move, split }: Arrival, { projectId, id }: ConversationRow) {
  const [source] = await tx
    .select({ visitorId: conversations.visitorId })
    .from(conversations)
    .where(and(eq(conversations.id, from), eq(conversations.projectId, projectId)));
  if (!source) return { visitorId: null, rows: [] };
  const all = await tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, from),
        or(inArray(messages.kind, ['message', 'note']), sql`${messages.event}->>'kind' = 'rated'`),
        eq(messages.withdrawn, false),
      ),
    )
    .orderBy(asc(messages.createdAt), asc(messages.seq));
  const rows = all.filter(({ movedTo, movedBy }) =>
    split ? movedBy === move && movedTo === id : movedTo === null,
  );
  return { visitorId: source.visitorId, rows };
}

function copyOf(row: MessageRow, into: Into & { move: MessageId; sameVisitor: boolean }): MessageRow {
  const { author } = row;
  const byCustomer = author.by === 'other' && author.email.toLowerCase() === into.customerEmail;
  return {
    ...row,
    ...(byCustomer && { author: { by: 'customer' }, audience: 'everyone' }),
    id: copyId(into.move, row.id),
    conversationId: into.conversation.id,
    seq: 0,
    revision: into.revision,
    deliveryId: null,
    readInChat: false,
    escalationReason: null,
    originId: row.originId ?? row.id,
    originConversationId: row.originConversationId ?? row.conversationId,
    moves: [...row.moves, into.move],
    forVisitor: row.forVisitor && into.sameVisitor,
    movedTo: null,
    movedBy: null,
  };
}

function copyId(move: MessageId, id: MessageId): MessageId {
  const digest = createHash('sha256').update(`${move} ${id}`).digest('hex');
  return `msg_${digest.slice(0, 32)}`;
}

async function notYetHere(tx: Queryable, copies: MessageRow[]): Promise<MessageRow[]> {
  if (copies.length === 0) return [];
  const ids = copies.map(({ id }) => id);
  const known = await tx.select({ id: messages.id }).from(messages).where(inArray(messages.id, ids));
  const here = new Set(known.map(({ id }) => id));
  return copies.filter(({ id }) => !here.has(id));
}
