import { and, asc, eq, gt, inArray, max, sql } from 'drizzle-orm';
import type { AgentId, ConversationId } from '../../../domain/ids.ts';
import type { QuotedMessage } from '../../../domain/mail/writing/mail-quote.ts';
import type { Queryable } from '../../connection/database.ts';
import {
  agentMails,
  agents,
  conversations,
  customers,
  messages,
  projects,
  reads,
  type AgentMailState,
} from '../../schema/schema.ts';
import { shownHere } from '../../schema/shown-here.ts';
import type { Listener } from '../../conversation/watches.ts';

/** What mails to agents about a conversation are made of: read once, however many agents there are. */
export async function mailPartsOf(tx: Queryable, conversationId: ConversationId) {
  const [row] = await tx
    .select({ conversation: conversations, project: projects, customer: customers })
    .from(conversations)
    .innerJoin(projects, eq(projects.id, conversations.projectId))
    .leftJoin(customers, eq(customers.id, conversations.customerId))
    .where(eq(conversations.id, conversationId));
  if (!row) return null;
  const [read, mails, own] = [
    await readBy(tx, conversationId),
    await mailsTo(tx, conversationId),
    await ownWords(tx, conversationId),
  ];
  return {
    ...row,
    /**
     * What an agent has read, said or been told. Whoever wants every mail gets also what they have read.
     * @param told states of the mails that count as having told them.
     */
    knownUntil: ({ id, notifyByMail }: Listener, told: readonly AgentMailState[]): number => {
      const mailed = mails.filter(({ agentId, state }) => agentId === id && told.includes(state));
      const hasRead = notifyByMail === 'always' ? 0 : (read.get(id) ?? 0);
      return Math.max(hasRead, own.get(id) ?? 0, ...mailed.map(({ seq }) => seq));
    },
    /** Message-IDs of the earlier mails, oldest first: they thread in the agent's mail program. */
    threadOf: (id: AgentId): string[] =>
      mails
        .filter(({ agentId }) => agentId === id)
        .map(({ messageId }) => messageId)
        .slice(-MAX_THREAD),
  };
}

export type MailParts = NonNullable<Awaited<ReturnType<typeof mailPartsOf>>>;

const MAX_THREAD = 20;

async function readBy(tx: Queryable, id: ConversationId): Promise<Map<AgentId, number>> {
  const rows = await tx.select().from(reads).where(eq(reads.conversationId, id));
  return new Map(rows.map(({ agentId, seq }) => [agentId, seq]));
}

async function mailsTo(tx: Queryable, id: ConversationId) {
  const { agentId, state, seq, createdAt } = agentMails;
  return tx
    .select({ agentId, state, seq, messageId: sql<string>`${agentMails.envelope}->>'messageId'` })
    .from(agentMails)
    .where(eq(agentMails.conversationId, id))
    .orderBy(asc(createdAt), asc(agentMails.id));
}

async function ownWords(tx: Queryable, id: ConversationId): Promise<Map<AgentId, number>> {
  const author = sql<AgentId>`${messages.author}->>'agentId'`;
  const rows = await tx
    .select({ author, seq: max(messages.seq) })
    .from(messages)
    .where(and(eq(messages.conversationId, id), sql`${author} is not null`))
    .groupBy(author);
  return new Map(rows.map(({ author: agentId, seq }) => [agentId, seq ?? 0]));
}

export interface Said extends QuotedMessage {
  by: string;
  kind: string;
  seq: number;
  agentId: AgentId | null;
}

/** Messages and notes, oldest first. */
export async function saidAfter(
  tx: Queryable,
  after: { conversationId: ConversationId; afterSeq: number },
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
      ),
    )
    .orderBy(asc(messages.seq));
  return rows.map(({ message, agent, customer }) => ({
    by: message.author.by,
    kind: message.kind,
    seq: message.seq,
    agentId: 'agentId' in message.author ? message.author.agentId : null,
    who: nameOf(message.author, { agent, customer: customer?.name || customer?.email || 'the visitor' }),
    text: message.text,
    isMarkdown: message.author.by === 'agent' || message.author.by === 'assistant',
    at: message.createdAt.toISOString(),
  }));
}

/** Of what was said, that which somebody else said after a number. */
export const unseenBy = (said: readonly Said[], agentId: AgentId, afterSeq: number): Said[] =>
  said.filter((each) => each.seq > afterSeq && each.agentId !== agentId);

function nameOf(
  author: (typeof messages.$inferSelect)['author'],
  names: { agent: string | null; customer: string },
): string {
  if (author.by === 'customer') return names.customer;
  if (author.by === 'other') return `${author.name || author.email} (somebody else, <${author.email}>)`;
  return author.by === 'agent' ? (names.agent ?? 'Somebody of the team') : 'the assistant';
}
