import { and, eq, sql } from 'drizzle-orm';
import type { ComparedPair } from '../../domain/assistant/modes/summarize-agreement.ts';
import type { AgentId, ArticleId, ConversationId, MessageId, ProjectId, TagId } from '../../domain/ids.ts';
import { idsOfTag } from '../../domain/triage/tag.ts';
import type { Queryable } from '../connection/database.ts';
import { listTags } from '../triage/tags.ts';
import { unsaidAnswers } from '../schema/schema.ts';

/** What was longer ago says nothing of the assistant as it is. */
const DAYS = 90;
/** More than that take a moment to count, and change no rate. */
const MOST = 5_000;

export interface PairRow extends ComparedPair {
  answerId: MessageId;
}

type Row = {
  answerId: MessageId;
  agrees: boolean | null;
  tags: TagId[];
  articleId: ArticleId | null;
  title: string | null;
};

/** A project's pairs with what each is about, newest first: those whose both sides are there still. */
export async function listPairs(db: Queryable, projectId: ProjectId): Promise<PairRow[]> {
  const known = await listTags(db, projectId);
  const { rows } = await db.execute<Row>(sql`
    select unsaid.answer_id as "answerId", coalesce(unsaid.marked, unsaid.agrees) as agrees, conversations.tags,
      unsaid.citations -> 0 ->> 'articleId' as "articleId",
      coalesce(articles.title, unsaid.citations -> 0 ->> 'title') as title
    from unsaid_answers as unsaid
    join answers on answers.message_id = unsaid.answer_id
    join conversations on conversations.id = answers.conversation_id and not conversations.spam
    join messages on messages.id = unsaid.reply_id and not messages.withdrawn
    left join articles on articles.id = unsaid.citations -> 0 ->> 'articleId' and articles.project_id = unsaid.project_id
    where unsaid.project_id = ${projectId} and unsaid.is_shadow
      and unsaid.created_at > now() - make_interval(days => ${DAYS})
    order by unsaid.created_at desc, unsaid.answer_id limit ${MOST}`);
  return rows.map(({ answerId, agrees, tags, articleId, title }) => {
    const given = known.filter((tag) => idsOfTag(tag).some((id) => tags.includes(id)));
    const byTag = given.map(({ id, name }) => ({ id, name, by: 'tag' as const }));
    const cited = articleId && title ? [{ id: articleId, name: title, by: 'article' as const }] : [];
    return { answerId, agrees, topics: byTag.length > 0 ? byTag : cited };
  });
}

/** Both sides of a pair, as agents read them beside each other. */
export interface PairWords {
  answerId: MessageId;
  conversationId: ConversationId;
  /** Of the agent's reply. */
  seq: number;
  agentId: AgentId;
  question: string;
  /** Empty: the assistant would have asked for a person. */
  draft: string;
  reply: string;
  likeness: number | null;
  /** As it was measured. */
  agrees: boolean | null;
  /** As an agent says. */
  marked: boolean | null;
  /** ISO 8601. */
  at: string;
}

export async function readPairs(
  db: Queryable,
  { projectId, ids }: { projectId: ProjectId; ids: MessageId[] },
): Promise<PairWords[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.execute<PairWords & Record<string, unknown>>(sql`
    select unsaid.answer_id as "answerId", answers.conversation_id as "conversationId", messages.seq,
      messages.author ->> 'agentId' as "agentId", answers.question, unsaid.text as draft, messages.text as reply,
      unsaid.likeness, unsaid.agrees, unsaid.marked, messages.created_at as at
    from unsaid_answers as unsaid
    join answers on answers.message_id = unsaid.answer_id
    join messages on messages.id = unsaid.reply_id
    where unsaid.project_id = ${projectId} and unsaid.is_shadow and unsaid.answer_id = any(${sql.param(ids)}::text[])
    order by unsaid.created_at desc, unsaid.answer_id`);
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}

/** An agent has read both sides. @returns false when there is no such pair. */
export async function markPair(
  db: Queryable,
  pair: { projectId: ProjectId; answerId: MessageId; agentId: AgentId; agrees: boolean | null },
): Promise<boolean> {
  const { projectId, answerId, agentId, agrees } = pair;
  const rows = await db
    .update(unsaidAnswers)
    .set({ marked: agrees, markedBy: agrees === null ? null : agentId })
    .where(
      and(
        eq(unsaidAnswers.projectId, projectId),
        eq(unsaidAnswers.answerId, answerId),
        eq(unsaidAnswers.isShadow, true),
      ),
    )
    .returning({ id: unsaidAnswers.answerId });
  return rows.length > 0;
}
