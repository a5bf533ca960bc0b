import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { ArticleId, ConversationId, MessageId, ProjectId } from '../../../domain/ids.ts';
import type { CorrectionCause } from '../../../domain/knowledge/corrections/correction.ts';
import type { Piece } from '../../../domain/knowledge/corrections/says-now.ts';
import type { Language } from '../../../domain/language/language.ts';
import type { Channel } from '../../../domain/message.ts';
import type { Queryable } from '../../connection/database.ts';
import { articles, passages } from '../../schema/schema.ts';

/** An answer whose words do not stand any more, with whom it was given. */
export interface CorrectionRow {
  answerId: MessageId;
  hash: string;
  conversationId: ConversationId;
  /** Of the answer. */
  seq: number;
  customer: string | null;
  channel: Channel;
  articleId: ArticleId;
  title: string;
  heading: string | null;
  was: string;
  /** The beginning of what the assistant said. */
  said: string;
  language: Language | null;
  cause: CorrectionCause;
  /** An agent took the text into the conversation and has not sent it. */
  begun: boolean;
  /** ISO 8601: of the answer, and of the change. */
  saidAt: string;
  changedAt: string;
}

/** More than this are a decision, not a list. */
const MOST = 200;
const SHOWN = 500;

const FROM = sql`corrections join answers on answers.message_id = corrections.answer_id
  join messages on messages.id = corrections.answer_id
  join conversations on conversations.id = answers.conversation_id and not conversations.spam`;

/** Nobody dismissed it, and nobody has answered since they took the text. */
const open = (
  projectId: ProjectId,
): SQL => sql`corrections.project_id = ${projectId} and corrections.dismissed_at is null
  and not (corrections.begun_at is not null and exists (
    select 1 from messages as reply where reply.conversation_id = answers.conversation_id and reply.kind = 'message'
      and reply.audience = 'everyone' and reply.author ->> 'by' = 'agent' and reply.created_at > corrections.begun_at))`;

/** The newest change first. */
export async function listCorrections(
  db: Queryable,
  { projectId, articleId }: { projectId: ProjectId; articleId?: ArticleId | undefined },
): Promise<CorrectionRow[]> {
  const { rows } = await db.execute<CorrectionRow & Record<string, unknown>>(sql`
    select corrections.answer_id as "answerId", corrections.hash, answers.conversation_id as "conversationId", messages.seq,
      coalesce(customers.name, customers.email) as customer, conversations.channel,
      corrections.article_id as "articleId", corrections.title, corrections.heading, corrections.was,
      left(messages.text, ${SHOWN}) as said, answers.language, corrections.cause,
      corrections.begun_at is not null as begun, messages.created_at as "saidAt", corrections.created_at as "changedAt"
    from ${FROM} left join customers on customers.id = conversations.customer_id
    where ${open(projectId)} ${articleId ? sql`and corrections.article_id = ${articleId}` : sql``}
    order by corrections.created_at desc, messages.created_at desc, corrections.answer_id, corrections.hash limit ${MOST}`);
  return rows.map((row) => ({
    ...row,
    saidAt: new Date(row.saidAt).toISOString(),
    changedAt: new Date(row.changedAt).toISOString(),
  }));
}

export async function countCorrections(db: Queryable, projectId: ProjectId): Promise<number> {
  const { rows } = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from ${FROM} where ${open(projectId)}`,
  );
  return rows[0]?.count ?? 0;
}

/** What articles say now: of those that may answer. */
export async function loadPieces(
  db: Queryable,
  { projectId, ids }: { projectId: ProjectId; ids: ArticleId[] },
): Promise<Map<ArticleId, Piece[]>> {
  const rows = await db
    .select({ id: passages.articleId, heading: passages.heading, text: passages.text })
    .from(passages)
    .innerJoin(articles, eq(articles.id, passages.articleId))
    .where(and(eq(articles.projectId, projectId), eq(articles.enabled, true), inArray(articles.id, ids)))
    .orderBy(asc(passages.articleId), asc(passages.position));
  const pieces = new Map<ArticleId, Piece[]>();
  for (const { id, ...piece } of rows) pieces.set(id, [...(pieces.get(id) ?? []), piece]);
  return pieces;
}
