import { sql } from 'drizzle-orm';
import type { AgentId, ConversationId, GapId, MessageId, ProjectId } from '../../../domain/ids.ts';
import type { Score } from '../../../domain/ratings/rating.ts';
import type { Queryable } from '../../connection/database.ts';

/** What an agent said to somebody whom the docs could not answer. */
export interface AgentAnswer {
  messageId: MessageId;
  conversationId: ConversationId;
  seq: number;
  agentId: AgentId;
  agentName: string | null;
  text: string;
  score: Score | null;
  /** ISO 8601. */
  at: string;
}

/** More nobody compares. */
const MOST = 20;

/** The first reply of an agent after each question of a gap, never a note, the newest first. */
export async function listAgentAnswers(
  db: Queryable,
  { projectId, gapId }: { projectId: ProjectId; gapId: GapId },
): Promise<AgentAnswer[]> {
  const { rows } = await db.execute<AgentAnswer & Record<string, unknown>>(sql`
    select distinct on (reply.created_at, reply.id) reply.id as "messageId", reply.conversation_id as "conversationId", reply.seq,
      reply.author ->> 'agentId' as "agentId", agents.name as "agentName", reply.text, ratings.score, reply.created_at as at
    from gap_questions
    join answers on answers.message_id = gap_questions.answer_id
    join conversations on conversations.id = answers.conversation_id and not conversations.spam
    cross join lateral (
      select messages.* from messages
      where messages.conversation_id = answers.conversation_id and messages.kind = 'message'
        and messages.audience = 'everyone' and messages.author ->> 'by' = 'agent' and messages.text <> ''
        and not messages.withdrawn and messages.moved_to is null and messages.created_at >= answers.created_at
      order by messages.seq limit 1
    ) as reply
    left join agents on agents.id = reply.author ->> 'agentId'
    left join ratings on ratings.conversation_id = reply.conversation_id
    where gap_questions.project_id = ${projectId} and gap_questions.gap_id = ${gapId}
    order by reply.created_at desc, reply.id limit ${MOST}`);
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}

/** One of them, with the question before it and whom it was for. @returns null: it answers none of this gap's. */
export async function findAgentAnswer(
  db: Queryable,
  { projectId, gapId, messageId }: { projectId: ProjectId; gapId: GapId; messageId: MessageId },
): Promise<{ reply: string; names: string[]; addresses: string[] } | null> {
  const { rows } = await db.execute<{ reply: string; name: string | null; email: string | null }>(sql`
    select messages.text as reply, customers.name, customers.email
    from messages join conversations on conversations.id = messages.conversation_id
    left join customers on customers.id = conversations.customer_id
    where messages.id = ${messageId} and messages.project_id = ${projectId} and messages.kind = 'message'
      and messages.audience = 'everyone' and messages.author ->> 'by' = 'agent' and not messages.withdrawn
      and exists (select 1 from gap_questions join answers on answers.message_id = gap_questions.answer_id
        where gap_questions.gap_id = ${gapId} and gap_questions.project_id = ${projectId}
          and answers.conversation_id = messages.conversation_id)`);
  const [row] = rows;
  if (!row) return null;
  const { reply, name, email } = row;
  return { reply, names: name ? [name] : [], addresses: email ? [email] : [] };
}
