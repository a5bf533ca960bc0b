import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type {
  CustomerConversation,
  CustomerDetail,
  CustomerFile,
} from '../../domain/customers/customer-view.ts';
import type { Identity } from '../../domain/identity/identity.ts';
import type { ConversationId, CustomerId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { identityColumns } from '../schema/identity.ts';
import {
  attachments,
  conversations,
  customers,
  identities,
  inboundEmails,
  visitors,
} from '../schema/schema.ts';

/** A customer with more is found by search. */
const MOST_CONVERSATIONS = 50;
const MOST_FILES = 12;
/** Whoever wrote in none of these was not here lately. */
const LATELY = 5;

const ofThem = (ids: CustomerId[]) =>
  and(inArray(conversations.customerId, ids), sql`${conversations.lastSeq} > 0`);

export const countConversations = (db: Queryable, ids: CustomerId[]): Promise<number> =>
  db.$count(conversations, ofThem(ids));

/** Newest first. */
export async function conversationsOf(db: Queryable, ids: CustomerId[]): Promise<CustomerConversation[]> {
  const { id, subject, preview, channel, status, lastMessageAt, waitingSince } = conversations;
  const rows = await db
    .select({ id, email: customers.email, subject, preview, channel, status, lastMessageAt, waitingSince })
    .from(conversations)
    .innerJoin(customers, eq(customers.id, conversations.customerId))
    .where(ofThem(ids))
    .orderBy(desc(lastMessageAt))
    .limit(MOST_CONVERSATIONS);
  return rows.map((row) => ({
    ...row,
    lastMessageAt: row.lastMessageAt.toISOString(),
    waitingSince: row.waitingSince?.toISOString() ?? null,
  }));
}

/** What was sent in these conversations by anybody, newest first; pictures inside a mail belong to its words. */
export async function filesOf(db: Queryable, of: CustomerConversation[]): Promise<CustomerFile[]> {
  const here = sql`coalesce(${attachments.conversationId}, ${inboundEmails.conversationId})`;
  const { id, name, contentType, size, inline, createdAt } = attachments;
  const ids = of.map((each) => each.id);
  const isSent = sql`(${attachments.messageId} is not null or ${attachments.emailId} is not null)`;
  const mailsHere = db
    .select({ id: inboundEmails.id })
    .from(inboundEmails)
    .where(inArray(inboundEmails.conversationId, ids));
  const rows = await db
    .select({
      id,
      name,
      contentType,
      size,
      inline,
      at: createdAt,
      conversationId: sql<ConversationId>`${here}`,
    })
    .from(attachments)
    .leftJoin(inboundEmails, eq(inboundEmails.id, attachments.emailId))
    .where(
      and(
        sql`(${inArray(attachments.conversationId, ids)} or ${inArray(attachments.emailId, mailsHere)})`,
        isSent,
        eq(inline, false),
      ),
    )
    .orderBy(desc(createdAt))
    .limit(MOST_FILES);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Since when they are known, when they were here last, and what their browser says of them. */
export async function seenOf(
  db: Queryable,
  of: { ids: CustomerId[]; conversations: CustomerConversation[]; since: Date },
): Promise<Pick<CustomerDetail, 'browser' | 'firstSeenAt' | 'lastSeenAt'>> {
  const [first] = await db
    .select({ at: sql<string | null>`min(${conversations.createdAt})` })
    .from(conversations)
    .where(inArray(conversations.customerId, of.ids));
  const [here] = await db
    .select({ at: sql<string | null>`max(${visitors.lastSeenAt})` })
    .from(visitors)
    .innerJoin(conversations, eq(conversations.visitorId, visitors.id))
    .where(inArray(conversations.customerId, of.ids));
  const [paged] = await db
    .select({ page: conversations.page })
    .from(conversations)
    .where(and(inArray(conversations.customerId, of.ids), sql`${conversations.page} is not null`))
    .orderBy(desc(conversations.createdAt))
    .limit(1);
  const wrote = await lastWords(db, of.conversations.slice(0, LATELY));
  const seen = [here?.at, ...wrote].flatMap((at) => (at ? [Date.parse(at)] : []));
  const known = Math.min(of.since.getTime(), ...(first?.at ? [Date.parse(first.at)] : []));
  const { locale, timeZone } = paged?.page ?? {};
  return {
    browser: locale && timeZone ? { locale, timeZone } : null,
    firstSeenAt: new Date(known).toISOString(),
    lastSeenAt: seen.length > 0 ? new Date(Math.max(...seen)).toISOString() : null,
  };
}

async function lastWords(db: Queryable, of: CustomerConversation[]): Promise<(string | null)[]> {
  if (of.length === 0) return [];
  const { rows } = await db.execute<{ at: string | Date }>(sql`
    select said.created_at as at from ${conversations} cross join lateral (
      select created_at from messages
      where messages.conversation_id = ${conversations.id} and messages.author->>'by' = 'customer'
      order by seq desc limit 1
    ) as said where ${inArray(
      conversations.id,
      of.map(({ id }) => id),
    )}`);
  return rows.map(({ at }) => new Date(at).toISOString());
}

/** What sites said of the visitors who are these customers, newest first. */
export async function identitiesOf(db: Queryable, ids: CustomerId[]): Promise<Identity[]> {
  const theirs = db.select({ id: conversations.visitorId }).from(conversations).where(ofThem(ids));
  return db
    .select(identityColumns)
    .from(identities)
    .where(inArray(identities.visitorId, theirs))
    .orderBy(desc(identities.createdAt));
}
