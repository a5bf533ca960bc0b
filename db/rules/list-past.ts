import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { ConversationId, ProjectId } from '../../domain/ids.ts';
import { isOpenAt, type BusinessHours } from '../../domain/project/business-hours.ts';
import type { Past } from '../../domain/rules/past.ts';
import { tagsOf } from '../../domain/triage/tag.ts';
import type { Queryable } from '../connection/database.ts';
import { addressesHere } from '../mail/inbound/correspondents.ts';
import { conversations, customers, messages, projects } from '../schema/schema.ts';
import { shownHere } from '../schema/shown-here.ts';
import { listTags } from '../triage/tags.ts';

export interface PastConversation {
  id: ConversationId;
  subject: string;
  /** Their name, or else their address; empty: neither is known. */
  customer: string;
  past: Past;
}

/** The newest conversations of a project in which something was said, without spam, and what was said in them. */
export async function listPast(
  db: Queryable,
  { projectId, limit, now }: { projectId: ProjectId; limit: number; now: string },
): Promise<PastConversation[]> {
  const rows = await db
    .select({ conversation: conversations, customer: customers, addresses: addressesHere })
    .from(conversations)
    .leftJoin(customers, eq(customers.id, conversations.customerId))
    .where(
      and(
        ...[eq(conversations.projectId, projectId), gt(conversations.lastSeq, 0)],
        ...[eq(conversations.spam, false), sql`${conversations.merged} is null`],
      ),
    )
    .orderBy(desc(conversations.lastMessageAt), desc(conversations.id))
    .limit(limit);
  const ids = rows.map(({ conversation }) => conversation.id);
  const hours = await hoursOf(db, projectId);
  const known = await listTags(db, projectId);
  const said = await listSaid(db, ids);
  return rows.map(({ conversation, customer, addresses }) => {
    const here = said.filter((each) => each.conversationId === conversation.id);
    const closedAt = here.findLast(
      ({ kind, event }) => kind === 'event' && event?.kind === 'closed',
    )?.createdAt;
    const { id, subject } = conversation;
    const tags = tagsOf(conversation.tags, known).map((tag) => tag.id);
    return {
      ...{ id, subject, customer: customer?.name ?? customer?.email ?? '' },
      past: {
        said: here.filter(({ kind }) => kind !== 'event').map((each) => wordsOf(each, hours)),
        until: conversation.status === 'closed' ? (closedAt?.toISOString() ?? now) : now,
        facts: { subject, tags, addresses: customer ? addresses : [] },
      },
    };
  });
}

async function hoursOf(db: Queryable, projectId: ProjectId): Promise<BusinessHours | null> {
  const [row] = await db
    .select({ hours: projects.businessHours })
    .from(projects)
    .where(eq(projects.id, projectId));
  return row?.hours ?? null;
}

type Said = Pick<typeof messages.$inferSelect, 'kind' | 'author' | 'channel' | 'text' | 'createdAt'>;

function wordsOf({ kind, author, channel, text, createdAt }: Said, hours: BusinessHours | null) {
  const at = createdAt.toISOString();
  const facts = { channel, words: text, isOpen: !hours || isOpenAt(hours, at) };
  const by = kind === 'note' ? 'note' : author.by === 'customer' ? 'customer' : 'others';
  return { at, by, facts } as const;
}

/** What somebody said, and when it was closed. What a rule said itself touches nothing. */
async function listSaid(db: Queryable, ids: ConversationId[]) {
  if (ids.length === 0) return [];
  const { conversationId, kind, author, channel, text, event, createdAt } = messages;
  const isClosing = sql`${event}->>'kind' = 'closed'`;
  return db
    .select({ conversationId, kind, author, channel, text, event, createdAt })
    .from(messages)
    .where(
      and(
        ...[inArray(conversationId, ids), shownHere],
        sql`(${kind} <> 'event' and ${author}->>'by' <> 'system' or ${isClosing})`,
      ),
    )
    .orderBy(asc(messages.seq));
}
