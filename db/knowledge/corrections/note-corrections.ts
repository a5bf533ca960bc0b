import { createHash } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { ArticleId, ProjectId } from '../../../domain/ids.ts';
import type { CorrectionCause } from '../../../domain/knowledge/corrections/correction.ts';
import { wordsGone } from '../../../domain/knowledge/corrections/words-gone.ts';
import type { Queryable } from '../../connection/database.ts';
import { notify } from '../../connection/feed.ts';
import { articles, corrections, passages } from '../../schema/schema.ts';

/** As `activities/assistant/retrieval/relevant.ts` makes it. */
export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

interface Changing {
  projectId: ProjectId;
  articleId: ArticleId;
  cause: CorrectionCause;
  /** What the article says from now on. */
  now: string;
}

/**
 * Before an article's passages change: lists the answers of the last 30 days that cited words which it will not say any
 * more, and takes those off the list whose words are there again.
 */
export async function noteCorrections(tx: Queryable, changing: Changing): Promise<void> {
  const { projectId, articleId, now } = changing;
  const back = await takeBack(tx, { articleId, now });
  const said = await tx
    .select({ title: articles.title, heading: passages.heading, text: passages.text })
    .from(passages)
    .innerJoin(articles, eq(articles.id, passages.articleId))
    .where(and(eq(articles.projectId, projectId), eq(passages.articleId, articleId)));
  const gone = said
    .filter(({ text }) => wordsGone(text, now))
    .map(({ text, ...place }) => ({ ...place, was: text, hash: hashOf(text) }));
  const listed = gone.length > 0 ? await list(tx, changing, gone) : 0;
  if (back + listed > 0) await notify(tx, { kind: 'gaps', projectId });
}

/** Cited, not merely read: the answer's message names the passage. */
async function list(
  tx: Queryable,
  { projectId, articleId, cause }: Changing,
  gone: { hash: string; title: string; heading: string | null; was: string }[],
): Promise<number> {
  const { rows } = await tx.execute(sql`
    insert into corrections (answer_id, project_id, article_id, hash, title, heading, was, cause)
    select distinct on (answers.message_id, gone.hash)
      answers.message_id, answers.project_id, ${articleId}::text, gone.hash, gone.title, gone.heading, gone.was, ${cause}::text
    from answers
    join messages on messages.id = answers.message_id and not messages.withdrawn
    cross join lateral jsonb_to_recordset(answers.passages) as read ("articleId" text, "passageId" text, hash text)
    join jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as gone (hash text, title text, heading text, was text)
      on gone.hash = read.hash
    where answers.project_id = ${projectId} and answers.cited @> array[${articleId}::text]
      and answers.created_at > now() - interval '30 days' and read."articleId" = ${articleId}
      and messages.citations @> jsonb_build_array(jsonb_build_object('passageId', read."passageId"))
    on conflict (answer_id, hash) do update set cause = excluded.cause, was = excluded.was, created_at = now(),
      begun_at = null, dismissed_at = null, settled_by = null
    returning answer_id`);
  return rows.length;
}

async function takeBack(
  tx: Queryable,
  { articleId, now }: { articleId: ArticleId; now: string },
): Promise<number> {
  const open = await tx
    .selectDistinct({ hash: corrections.hash, was: corrections.was })
    .from(corrections)
    .where(eq(corrections.articleId, articleId));
  const there = open.filter(({ was }) => !wordsGone(was, now)).map(({ hash }) => hash);
  if (there.length === 0) return 0;
  const gone = await tx
    .delete(corrections)
    .where(and(eq(corrections.articleId, articleId), inArray(corrections.hash, there)))
    .returning({ id: corrections.answerId });
  return gone.length;
}
