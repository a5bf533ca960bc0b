import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { ConversationId, VisitorId } from '../../domain/ids.ts';
import type { VisitorConversation } from '../../domain/inbox/views.ts';
import { isRated } from '../ratings/ratings.ts';
import type { Status } from '../../domain/standing.ts';
import type { Queryable } from '../connection/database.ts';
import { conversations, customers } from '../schema/schema.ts';
import { touchConversation } from './transcript.ts';

const main = alias(conversations, 'main');

/** What the visitor may know of a conversation of theirs; null when it is not theirs. */
export async function findVisitorConversation(
  db: Queryable,
  who: { visitorId: VisitorId; conversationId?: ConversationId },
): Promise<(VisitorConversation & { revision: number }) | null> {
  const [row] = await db
    .select({
      conversation: conversations,
      email: customers.email,
      goesOnIn: main.id,
      rated: sql<boolean>`${isRated(db)}`,
    })
    .from(conversations)
    .leftJoin(customers, eq(customers.id, conversations.customerId))
    .leftJoin(main, mergedIntoOwn)
    .where(
      and(
        eq(conversations.visitorId, who.visitorId),
        who.conversationId ? eq(conversations.id, who.conversationId) : isNull(main.id),
      ),
    )
    .orderBy(desc(conversations.createdAt))
    .limit(1);
  if (!row) return null;
  const { id, handlerBy, escalation, revision, merged, spam } = row.conversation;
  // Merging is the team's business, and so is what it takes for spam: the visitor goes on where they are, and is not asked how it was.
  const status = merged || spam ? 'waiting' : toldStatus(row.conversation.status);
  return {
    id,
    status,
    handler: merged ? 'agent' : handlerBy,
    escalated: escalation !== null,
    email: row.email,
    rated: row.rated,
    revision,
    ...(row.goesOnIn && { goesOnIn: row.goesOnIn }),
  };
}

/** When the team looks at it again is the team's business. */
const toldStatus = (status: Status) => (status === 'snoozed' ? 'open' : status);

/** A visitor finds the conversation theirs was merged into only when that one is theirs as well. */
const mergedIntoOwn = and(
  eq(main.id, sql`${conversations.merged}->>'into'`),
  eq(main.visitorId, conversations.visitorId),
);

/** Remembers how far the visitor has read in the chat, and tells whoever looks; never backwards, never beyond what there is. */
export async function markVisitorRead(
  db: Queryable,
  read: { conversationId: ConversationId; seq: number },
): Promise<void> {
  const seq = sql`least(${read.seq}::int, ${conversations.lastSeq})`;
  const [further] = await db
    .update(conversations)
    .set({ visitorReadSeq: seq, visitorReadAt: sql`now()` })
    .where(and(eq(conversations.id, read.conversationId), lt(conversations.visitorReadSeq, seq)))
    .returning({ id: conversations.id });
  if (further) await touchConversation(db, further.id);
}
