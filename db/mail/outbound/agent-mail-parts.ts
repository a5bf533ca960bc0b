import { and, asc, desc, eq, gt, inArray, max, sql } from 'drizzle-orm';
import type { AgentId, ConversationId } from '../../../domain/ids.ts';
import type { QuotedMessage } from '../../../domain/mail/writing/mail-quote.ts';
import type { Queryable } from '../../connection/database.ts';
import {
  agentMails,
  agents,
  conversations,
  customers,
  messages,
  reads,
  type AgentMailState,
} from '../../schema/schema.ts';
import { shownHere } from '../../schema/shown-here.ts';
import type { Listener } from '../../conversation/watches.ts';

/**
 * What the agent has read, said or been told. Whoever wants every mail gets also what they have read.
 * @param told states of the mails that count as having told them.
 */
export async function knownUntil(
  tx: Queryable,
  conversationId: ConversationId,
  { agent, told: states }: { agent: Listener; told: readonly AgentMailState[] },
): Promise<number> {
  const [read] = await tx
    .select({ seq: reads.seq })
    .from(reads)
    .where(and(eq(reads.conversationId, conversationId), eq(reads.agentId, agent.id)));
  const [told] = await tx
    .select({ seq: max(agentMails.seq) })
    .from(agentMails)
    .where(
      and(
        eq(agentMails.conversationId, conversationId),
        eq(agentMails.agentId, agent.id),
        inArray(agentMails.state, states),
      ),
    );
  const [own] = await tx
    .select({ seq: max(messages.seq) })
    .from(messages)
    .where(
      and(eq(messages.conversationId, conversationId), sql`${messages.author}->>'agentId' = ${agent.id}`),
    );
  const hasRead = agent.notifyByMail === 'always' ? 0 : (read?.seq ?? 0);
  return Math.max(hasRead, told?.seq ?? 0, own?.seq ?? 0);
}

export interface Said extends QuotedMessage {
  by: string;
  kind: string;
}

/** Messages and notes by anybody else, oldest first. */
export async function saidAfter(
  tx: Queryable,
  after: { conversationId: ConversationId; agentId: AgentId; afterSeq: number },
): Promise<Said[]> {
  const rows = await tx
    .select({ message: messages, agent: agents.name, customer: customers })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .leftJoin(customers, eq(customers.id, conversations.customerId))
    .leftJoin(agents, eq(agents.id, sql`${messages.author}->>'agentId'`))
    .where(
      and(
        eq(messages.conversationId, after.conversationId),
        gt(messages.seq, after.afterSeq),
        inArray(messages.kind, ['message', 'note']),
        shownHere,
        sql`${messages.author}->>'agentId' is distinct from ${after.agentId}`,
      ),
    )
    .orderBy(asc(messages.seq));
  return rows.map(({ message, agent, customer }) => ({
    by: message.author.by,
    kind: message.kind,
    who: nameOf(message.author, { agent, customer: customer?.name || customer?.email || 'the visitor' }),
    text: message.text,
    isMarkdown: message.author.by === 'agent' || message.author.by === 'assistant',
    at: message.createdAt.toISOString(),
  }));
}

function nameOf(
  author: (typeof messages.$inferSelect)['author'],
  names: { agent: string | null; customer: string },
): string {
  if (author.by === 'customer') return names.customer;
  if (author.by === 'other') return `${author.name || author.email} (somebody else, <${author.email}>)`;
  return author.by === 'agent' ? (names.agent ?? 'Somebody of the team') : 'the assistant';
}

const MAX_THREAD = 20;

/** Message-IDs of the earlier mails, oldest first: they thread in the agent's mail program. */
export async function threadOf(
  tx: Queryable,
  conversationId: ConversationId,
  agentId: AgentId,
): Promise<string[]> {
  const rows = await tx
    .select({ id: sql<string>`${agentMails.envelope}->>'messageId'` })
    .from(agentMails)
    .where(and(eq(agentMails.conversationId, conversationId), eq(agentMails.agentId, agentId)))
    .orderBy(desc(agentMails.createdAt), desc(agentMails.id))
    .limit(MAX_THREAD);
  return rows.map(({ id }) => id).reverse();
}
