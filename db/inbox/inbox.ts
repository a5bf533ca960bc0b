import { and, eq, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { AgentId, ConversationId, ProjectId } from '../../domain/ids.ts';
import type {
  ConversationDetail,
  ConversationRow,
  InboxLane,
  Suppression,
} from '../../domain/inbox/views.ts';
import { standingOf, triageViewOf } from '../conversation/conversations.ts';
import type { Queryable } from '../connection/database.ts';
import { withWords } from '../conversation/held-words.ts';
import { hasUnreadMention, isMentioned } from '../mentions/mentions.ts';
import { inLane } from './lanes.ts';
import { countParked, hasParked, listParked } from '../conversation/parked.ts';
import { identities, identityColumns } from '../schema/identity.ts';
import { nameOfPerson } from '../customers/same-person.ts';
import { conversations, customers, reads, watches } from '../schema/schema.ts';
import { findSuppression } from '../mail/outbound/suppressions.ts';
import { hasUnread } from './unread.ts';

const ownReads = alias(reads, 'own_reads');

/** How many conversations wait for a human, are one's own, mention one unread, and wait with something unread: the numbers beside the lanes. */
export async function countLanes(
  db: Queryable,
  query: { projectId: ProjectId; agentId: AgentId },
): Promise<{ attention: number; mine: number; mentions: number; unread: number; parked: number }> {
  const { projectId, agentId } = query;
  const count = (lane: InboxLane, also?: SQL) =>
    db.$count(conversations, and(inLane(projectId, lane, agentId), also));
  const [attention, mine, mentions, unread, parked] = await Promise.all([
    count('attention'),
    count('mine'),
    count('mentions', hasUnreadMention(agentId)),
    count('attention', hasUnread(agentId)),
    countParked(db, projectId),
  ]);
  return { attention, mine, mentions, unread, parked };
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
    customerId: row.conversation.customerId,
    createdAt: row.conversation.createdAt.toISOString(),
    mailTo: row.customer?.email ?? null,
    merged: row.conversation.merged,
    readSeq: row.readSeq ?? 0,
    customerRead: customerReadOf(row.conversation),
    parkedEntries: row.parked ? await listParked(db, row.conversation.id) : [],
    outgoing: await withWords(db, row.conversation.outgoing),
    chatOnly: row.conversation.chatOnly,
    suppressed: row.customer && (await suppressionOf(db, row.conversation.projectId, row.customer.email)),
    watching: row.watching,
  };
}

const customerReadOf = ({ visitorReadSeq, visitorReadAt }: SelectedRow['conversation']) =>
  visitorReadAt && { seq: visitorReadSeq, at: visitorReadAt.toISOString() };

async function suppressionOf(
  db: Queryable,
  projectId: ProjectId,
  email: string,
): Promise<Suppression | null> {
  const found = await findSuppression(db, { projectId, email });
  return found && { reason: found.reason, detail: found.detail, at: found.createdAt.toISOString() };
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
      set: { seq: sql`greatest(${reads.seq}, excluded.seq)`, markedUnread: false },
    });
}

const readBy = (agentId: AgentId) =>
  and(eq(ownReads.conversationId, conversations.id), eq(ownReads.agentId, agentId));

export function selectRows(db: Queryable, agentId: AgentId) {
  return db
    .select({
      conversation: conversations,
      customer: { email: customers.email, name: nameOfPerson },
      identity: identityColumns,
      readSeq: ownReads.seq,
      parked: hasParked,
      unread: hasUnread(agentId),
      mentioned: isMentioned(agentId),
      watching: sql<boolean>`exists (select 1 from ${watches} where ${watches.conversationId} = ${conversations.id} and ${watches.agentId} = ${agentId})`,
    })
    .from(conversations)
    .leftJoin(customers, eq(customers.id, conversations.customerId))
    .leftJoin(identities, eq(identities.visitorId, conversations.visitorId))
    .leftJoin(ownReads, readBy(agentId))
    .$dynamic();
}

type SelectedRow = Awaited<ReturnType<typeof selectRows>>[number];

export function toRow({
  conversation,
  customer,
  identity,
  unread,
  mentioned,
  parked,
}: SelectedRow): ConversationRow {
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
    ...triageViewOf(conversation),
    customer,
    ...(identity && { identity }),
    lastMessageAt: conversation.lastMessageAt.toISOString(),
    waitingSince: conversation.waitingSince?.toISOString() ?? null,
    escalatedAgain: conversation.escalatedAgain,
    hasFiles: conversation.hasFiles,
    unread,
    mentioned,
    parked,
  };
}
