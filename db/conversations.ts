import { and, desc, eq, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { ConversationSnapshot, Standing } from '../domain/conversation.ts';
import type { AgentId, ConversationId, DeliveryId, ProjectId, VisitorId } from '../domain/ids.ts';
import type {
  ConversationDetail,
  ConversationRow,
  InboxLane,
  PageContext,
  Suppression,
  VisitorConversation,
} from '../domain/views.ts';
import type { Queryable } from './database.ts';
import { conversations, customers, deliveries, memberships, reads, watches } from './schema.ts';
import { withFiles } from './held-files.ts';
import { findSuppression } from './suppressions.ts';

/** One screenful and a half: enough that scrolling rarely waits. */
const PAGE_SIZE = 50;

const ownReads = alias(reads, 'own_reads');
const main = alias(conversations, 'main');

/** Creates the conversation's row. @returns false when the id exists already, whoever it belongs to. */
export async function createConversation(
  db: Queryable,
  conversation: { id: ConversationId; projectId: ProjectId; visitorId: VisitorId; page: PageContext | null },
): Promise<boolean> {
  const rows = await db
    .insert(conversations)
    .values({ ...conversation, channel: 'widget' })
    .onConflictDoNothing()
    .returning({ id: conversations.id });
  return rows.length > 0;
}

/** Whoever is on the way is taken along by the next run; sending is idempotent. */
const unsentOf = sql<DeliveryId[]>`array(
  select ${deliveries.id} from ${deliveries}
  where ${deliveries.conversationId} = ${conversations.id} and ${deliveries.state} in ('pending', 'sending')
  order by ${deliveries.createdAt}
)`;

export async function findSnapshot(db: Queryable, id: ConversationId): Promise<ConversationSnapshot | null> {
  const [row] = await db
    .select({ conversation: conversations, email: customers.email, unsent: unsentOf })
    .from(conversations)
    .leftJoin(customers, eq(customers.id, conversations.customerId))
    .where(eq(conversations.id, id));
  if (!row) return null;
  const { projectId, channel, lastSeq, merged } = row.conversation;
  return {
    conversationId: id,
    projectId,
    channel,
    lastSeq,
    merged,
    customerEmail: row.email,
    ...(row.conversation.chatOnly && { chatOnly: true }),
    ...(row.conversation.outgoing && { outgoing: row.conversation.outgoing }),
    ...(row.unsent.length > 0 && { unsent: row.unsent }),
    ...standingOf(row.conversation),
  };
}

/** The project of a conversation the agent may see; null otherwise, so that foreign ids and missing ids look the same. */
export async function findProjectForAgent(
  db: Queryable,
  who: { conversationId: ConversationId; agentId: AgentId },
): Promise<ProjectId | null> {
  const [row] = await db
    .select({ projectId: conversations.projectId })
    .from(conversations)
    .innerJoin(memberships, eq(memberships.projectId, conversations.projectId))
    .where(and(eq(conversations.id, who.conversationId), eq(memberships.agentId, who.agentId)));
  return row?.projectId ?? null;
}

export async function listConversations(
  db: Queryable,
  query: { projectId: ProjectId; agentId: AgentId; lane: InboxLane; before: Cursor | null },
): Promise<ConversationRow[]> {
  const rows = await selectRows(db, query.agentId)
    .where(
      and(
        eq(conversations.projectId, query.projectId),
        sql`${conversations.lastSeq} > 0`,
        laneFilter(query.lane, query.agentId),
        query.before ? olderThan(query.before) : undefined,
      ),
    )
    .orderBy(desc(conversations.lastMessageAt), desc(conversations.id))
    .limit(PAGE_SIZE);
  return rows.map(toRow);
}

export interface Cursor {
  lastMessageAt: string;
  id: ConversationId;
}

const olderThan = ({ lastMessageAt, id }: Cursor) => {
  const at = new Date(lastMessageAt);
  return or(
    lt(conversations.lastMessageAt, at),
    and(eq(conversations.lastMessageAt, at), lt(conversations.id, id)),
  );
};

function laneFilter(lane: InboxLane, agentId: AgentId): SQL | undefined {
  const open = ne(conversations.status, 'closed');
  switch (lane) {
    case 'attention':
      return and(eq(conversations.status, 'open'), eq(conversations.handlerBy, 'agent'));
    case 'mine':
      return and(open, eq(conversations.assigneeId, agentId));
    case 'waiting':
      return eq(conversations.status, 'waiting');
    case 'assistant':
      return and(open, eq(conversations.handlerBy, 'assistant'));
    case 'closed':
      return eq(conversations.status, 'closed');
    case 'all':
      return undefined;
  }
}

/** How many conversations wait for a human, are one's own, and wait with something unread: the numbers beside the lanes. */
export async function countLanes(
  db: Queryable,
  query: { projectId: ProjectId; agentId: AgentId },
): Promise<{ attention: number; mine: number; unread: number }> {
  const [row] = await db
    .select({
      attention: sql<number>`(count(*) filter (where ${laneFilter('attention', query.agentId)}))::int`,
      mine: sql<number>`(count(*) filter (where ${laneFilter('mine', query.agentId)}))::int`,
      unread: sql<number>`(count(*) filter (where ${and(laneFilter('attention', query.agentId), unread)}))::int`,
    })
    .from(conversations)
    .leftJoin(ownReads, readBy(query.agentId))
    .where(and(eq(conversations.projectId, query.projectId), sql`${conversations.lastSeq} > 0`));
  return row ?? { attention: 0, mine: 0, unread: 0 };
}

export async function findConversation(
  db: Queryable,
  who: { conversationId: ConversationId; agentId: AgentId },
): Promise<Omit<ConversationDetail, 'temporalUrl' | 'now' | 'copied'> | null> {
  const [row] = await selectRows(db, who.agentId).where(eq(conversations.id, who.conversationId));
  if (!row) return null;
  return {
    ...toRow(row),
    page: row.conversation.page,
    createdAt: row.conversation.createdAt.toISOString(),
    mailTo: row.customer?.email ?? null,
    merged: row.conversation.merged,
    readSeq: row.readSeq ?? 0,
    outgoing: await withFiles(db, row.conversation.outgoing),
    chatOnly: row.conversation.chatOnly,
    suppressed: row.customer && (await suppressionOf(db, row.conversation.projectId, row.customer.email)),
    watching: row.watching,
  };
}

async function suppressionOf(
  db: Queryable,
  projectId: ProjectId,
  email: string,
): Promise<Suppression | null> {
  const found = await findSuppression(db, { projectId, email });
  return found && { reason: found.reason, detail: found.detail, at: found.createdAt.toISOString() };
}

/** What the visitor may know of a conversation of theirs; null when it is not theirs. */
export async function findVisitorConversation(
  db: Queryable,
  who: { visitorId: VisitorId; conversationId?: ConversationId },
): Promise<(VisitorConversation & { revision: number }) | null> {
  const [row] = await db
    .select({ conversation: conversations, email: customers.email, goesOnIn: main.id })
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
  const { id, handlerBy, escalation, revision, merged } = row.conversation;
  // Merging is the team's business: the visitor goes on where they are.
  const { status } = merged ? { status: 'waiting' as const } : row.conversation;
  return {
    id,
    status,
    handler: merged ? 'agent' : handlerBy,
    escalated: escalation !== null,
    email: row.email,
    revision,
    ...(row.goesOnIn && { goesOnIn: row.goesOnIn }),
  };
}

/** A visitor finds the conversation theirs was merged into only when that one is theirs as well. */
const mergedIntoOwn = and(
  eq(main.id, sql`${conversations.merged}->>'into'`),
  eq(main.visitorId, conversations.visitorId),
);

/** Remembers how far the visitor has read in the chat; never backwards, never beyond what there is. */
export async function markVisitorRead(
  db: Queryable,
  read: { conversationId: ConversationId; seq: number },
): Promise<void> {
  await db
    .update(conversations)
    .set({
      visitorReadSeq: sql`greatest(${conversations.visitorReadSeq}, least(${read.seq}::int, ${conversations.lastSeq}))`,
    })
    .where(eq(conversations.id, read.conversationId));
}

/** Remembers how far an agent has read; never backwards. */
export async function markRead(
  db: Queryable,
  read: { projectId: ProjectId; conversationId: ConversationId; agentId: AgentId; seq: number },
): Promise<void> {
  await db
    .insert(reads)
    .values(read)
    .onConflictDoUpdate({
      target: [reads.conversationId, reads.agentId],
      set: { seq: sql`greatest(${reads.seq}, excluded.seq)` },
    });
}

const unread = sql`${conversations.lastSeq} > coalesce(${ownReads.seq}, 0)`;

const readBy = (agentId: AgentId) =>
  and(eq(ownReads.conversationId, conversations.id), eq(ownReads.agentId, agentId));

function selectRows(db: Queryable, agentId: AgentId) {
  return db
    .select({
      conversation: conversations,
      customer: { email: customers.email, name: customers.name },
      readSeq: ownReads.seq,
      watching: sql<boolean>`exists (select 1 from ${watches} where ${watches.conversationId} = ${conversations.id} and ${watches.agentId} = ${agentId})`,
    })
    .from(conversations)
    .leftJoin(customers, eq(customers.id, conversations.customerId))
    .leftJoin(ownReads, readBy(agentId))
    .$dynamic();
}

type SelectedRow = Awaited<ReturnType<typeof selectRows>>[number];

function toRow({ conversation, customer, readSeq }: SelectedRow): ConversationRow {
  const { id, projectId, channel, subject, preview, lastSeq, revision } = conversation;
  return {
    id,
    projectId,
    channel,
    subject,
    preview,
    lastSeq,
    revision,
    ...standingOf(conversation),
    customer,
    lastMessageAt: conversation.lastMessageAt.toISOString(),
    waitingSince: conversation.waitingSince?.toISOString() ?? null,
    unread: conversation.handlerBy === 'agent' && lastSeq > (readSeq ?? 0),
  };
}

function standingOf(row: typeof conversations.$inferSelect): Standing {
  const { status, handlerBy, handlerAgentId, assigneeId, escalation } = row;
  return {
    status,
    handler: handlerBy === 'agent' ? { by: 'agent', agentId: handlerAgentId } : { by: 'assistant' },
    assignee: assigneeId,
    escalation,
  };
}
