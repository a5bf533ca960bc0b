import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { AgentId, ConversationId, MessageId } from '../../domain/ids.ts';
import { isOpenAt } from '../../domain/project/business-hours.ts';
import type { RuleFacts } from '../../domain/rules/facts.ts';
import type { VariableValues } from '../../domain/saved-replies/variables.ts';
import { tagsOf, type Tag } from '../../domain/triage/tag.ts';
import type { Queryable } from '../connection/database.ts';
import { addressesOfCustomer } from '../mail/inbound/correspondents.ts';
import { conversations, customers, messages, projects } from '../schema/schema.ts';
import { listTags } from '../triage/tags.ts';

/** What the rules of a project are asked about one conversation, and what their saved replies may name. */
export interface Evidence {
  facts: RuleFacts;
  assignee: AgentId | null;
  values: VariableValues;
  known: Tag[];
}

const isCustomers = sql`${messages.author}->>'by' = 'customer' and ${messages.kind} = 'message' and not ${messages.withdrawn}`;

/** @param said the customer's words to ask about; empty: their newest message. @returns null when the conversation is gone. */
export async function readEvidence(
  db: Queryable,
  { conversationId, at, said }: { conversationId: ConversationId; at: string; said: MessageId[] },
): Promise<Evidence | null> {
  const [row] = await db
    .select({ conversation: conversations, project: projects, customer: customers })
    .from(conversations)
    .innerJoin(projects, eq(projects.id, conversations.projectId))
    .leftJoin(customers, eq(customers.id, conversations.customerId))
    .where(eq(conversations.id, conversationId));
  if (!row) return null;
  const { conversation, project, customer } = row;
  const words = await wordsOf(db, conversationId, said);
  const known = await listTags(db, project.id);
  const { subject, assigneeId: assignee } = conversation;
  return {
    ...{ assignee, known },
    facts: {
      channel: words[0]?.channel ?? conversation.channel,
      subject,
      words: words.map(({ text }) => text).join('\n'),
      tags: tagsOf(conversation.tags, known).map(({ id }) => id),
      addresses: await addressesOfCustomer(db, conversationId),
      isOpen: !project.businessHours || isOpenAt(project.businessHours, at),
    },
    values: {
      'customer.name': customer?.name ?? null,
      'agent.name': null,
      'conversation.subject': subject,
      'project.name': project.name,
    },
  };
}

/** Newest first. */
async function wordsOf(db: Queryable, conversationId: ConversationId, said: MessageId[]) {
  const here = and(eq(messages.conversationId, conversationId), isCustomers);
  const selected = db.select({ text: messages.text, channel: messages.channel }).from(messages);
  return said.length > 0
    ? selected.where(and(here, inArray(messages.id, said))).orderBy(desc(messages.seq))
    : selected.where(here).orderBy(desc(messages.seq)).limit(1);
}

/** Whether nobody had said anything before this, so that it begins the conversation. */
export async function isFirstSaid(
  db: Queryable,
  { conversationId, seq }: { conversationId: ConversationId; seq: number },
): Promise<boolean> {
  const rows = await db
    .select({ seq: messages.seq })
    .from(messages)
    .where(
      and(eq(messages.conversationId, conversationId), eq(messages.kind, 'message'), lt(messages.seq, seq)),
    )
    .orderBy(asc(messages.seq))
    .limit(1);
  return rows.length === 0;
}
