import { and, eq, ne, sql } from 'drizzle-orm';
import type { Escalation, Standing } from '../../domain/standing.ts';
import type { Role } from '../../domain/project/roles.ts';
import type { ConversationSnapshot } from '../../domain/conversation/state.ts';
import type {
  ConversationId,
  CustomerId,
  DeliveryId,
  MessageId,
  ProjectId,
  VisitorId,
} from '../../domain/ids.ts';
import { triageFrom, type TriageView } from '../../domain/triage.ts';
import type { PageContext } from '../../domain/inbox/views.ts';
import type { Queryable } from '../connection/database.ts';
import { stepMissing, type Bearer } from '../sign-in/admission.ts';
import { conversations, customers, deliveries, memberships, messages } from '../schema/schema.ts';

/** Creates the conversation's row. @returns false when the id exists already, whoever it belongs to. */
export async function createConversation(
  db: Queryable,
  conversation: {
    id: ConversationId;
    projectId: ProjectId;
    visitorId: VisitorId;
    page: PageContext | null;
    /** Whose address their site vouches for. */
    customerId?: CustomerId | null;
  },
): Promise<boolean> {
  const rows = await db
    .insert(conversations)
    .values({ ...conversation, channel: 'widget' })
    .onConflictDoNothing()
    .returning({ id: conversations.id });
  return rows.length > 0;
}

/** Gives a conversation in which nothing was said yet to people, before its workflow begins. */
export async function giveToPeople(db: Queryable, id: ConversationId, escalation: Escalation): Promise<void> {
  await db
    .update(conversations)
    .set({ handlerBy: 'agent', escalation })
    .where(and(eq(conversations.id, id), eq(conversations.lastSeq, 0)));
}

/** Whoever is on the way is taken along by the next run; sending is idempotent. */
const unsentOf = sql<DeliveryId[]>`array(
  select ${deliveries.id} from ${deliveries}
  where ${deliveries.conversationId} = ${conversations.id} and ${deliveries.state} in ('pending', 'sending')
  order by ${deliveries.createdAt}
)`;

/** A conversation as its row says, and whether a message of the id that is sent stands in another one. */
export interface KnownConversation {
  snapshot: ConversationSnapshot;
  isUsedElsewhere: boolean;
}

/** Of a conversation and its customer, what a snapshot is made of. */
export const snapshotColumns = { conversation: conversations, email: customers.email, unsent: unsentOf };

interface SnapshotRow {
  conversation: typeof conversations.$inferSelect;
  email: string | null;
  unsent: DeliveryId[];
}

export async function findSnapshot(db: Queryable, id: ConversationId): Promise<ConversationSnapshot | null> {
  const [row] = await db
    .select(snapshotColumns)
    .from(conversations)
    .leftJoin(customers, eq(customers.id, conversations.customerId))
    .where(eq(conversations.id, id));
  return row ? snapshotOf(row) : null;
}

export function snapshotOf({ conversation, email, unsent }: SnapshotRow): ConversationSnapshot {
  const { id: conversationId, projectId, channel, lastSeq, merged, chatOnly, outgoing } = conversation;
  return {
    ...{ conversationId, projectId, channel, lastSeq, merged },
    customerEmail: email,
    ...(chatOnly && { chatOnly: true }),
    triage: triageFrom(triageViewOf(conversation), conversation.status),
    ...(outgoing && { outgoing }),
    ...(unsent.length > 0 && { unsent }),
    ...standingOf(conversation),
  };
}

/** Ids are chosen by senders: one that stands in another conversation is a mistake or a trick, and would be lost here. */
export async function isUsedElsewhere(
  db: Queryable,
  { messageId, conversationId }: { messageId: string; conversationId: ConversationId },
): Promise<boolean> {
  const rows = await db
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.id, messageId as MessageId), ne(messages.conversationId, conversationId)));
  return rows.length > 0;
}

/**
 * The project of a conversation the agent may see, and their role there; null otherwise, so that foreign ids and missing
 * ids look the same.
 */
export async function findPlaceOfAgent(
  db: Queryable,
  { conversationId, ...who }: Bearer & { conversationId: ConversationId },
): Promise<{ projectId: ProjectId; role: Role; stepMissing: boolean } | null> {
  const [row] = await db
    .select({
      projectId: conversations.projectId,
      role: memberships.role,
      stepMissing: stepMissing(who),
    })
    .from(conversations)
    .innerJoin(memberships, eq(memberships.projectId, conversations.projectId))
    .where(and(eq(conversations.id, conversationId), eq(memberships.agentId, who.agentId)));
  return row ?? null;
}

export function standingOf(row: typeof conversations.$inferSelect): Standing {
  const { status, handlerBy, handlerAgentId, assigneeId, escalation } = row;
  return {
    status,
    handler: handlerBy === 'agent' ? { by: 'agent', agentId: handlerAgentId } : { by: 'assistant' },
    assignee: assigneeId,
    escalation,
  };
}

export function triageViewOf(row: typeof conversations.$inferSelect): TriageView {
  const { tags, priority, snoozedUntil, spam } = row;
  return { tags, priority, snoozedUntil: snoozedUntil?.toISOString() ?? null, spam };
}
