import { createHash } from 'node:crypto';
import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import type { ArticleId, ProjectId } from '../../../domain/ids.ts';
import type { CorrectionCause } from '../../../domain/knowledge/corrections/correction.ts';
import { wordsGone } from '../../../domain/knowledge/corrections/words-gone.ts';
import { splitArticle } from '../../../domain/knowledge/passages.ts';
import type { Queryable } from '../../connection/database.ts';
import { notify } from '../../connection/feed.ts';
import { answers, articles, articleVersions, corrections } from '../../schema/schema.ts';

/** As `activities/assistant/retrieval/relevant.ts` makes it. */
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Whoever was told something longer ago has acted on it. */
const RECENT = sql`now() - interval '30 days'`;

interface Changing {
  projectId: ProjectId;
  articleId: ArticleId;
  cause: CorrectionCause;
  /** What the article says from now on. */
  now: string;
}

interface Said {
  hash: string;
  title: string;
  heading: string | null;
  was: string;
}

/**
 * Before an article changes: lists the answers of the last 30 days that cited words which it will not say any more, and
 * takes those off the list whose words are there again. What was listed once stays as it was settled.
 */
export async function noteCorrections(tx: Queryable, changing: Changing): Promise<void> {
  const { projectId, articleId, now } = changing;
  const back = await takeOff(tx, { articleId, now });
  const gone = (await isCited(tx, changing))
    ? (await whatItSaid(tx, changing)).filter(({ was }) => wordsGone(was, now))
    : [];
  const listed = gone.length > 0 ? await list(tx, changing, gone) : 0;
  if (back + listed > 0) await notify(tx, { kind: 'gaps', projectId });
}

async function isCited(tx: Queryable, { projectId, articleId }: Changing): Promise<boolean> {
  const [cited] = await tx
    .select({ id: answers.messageId })
    .from(answers)
    .where(
      and(
        eq(answers.projectId, projectId),
        sql`${answers.cited} @> array[${articleId}::text]`,
        gt(answers.createdAt, RECENT),
      ),
    )
    .limit(1);
  return cited !== undefined;
}

/** In that time: an answer may rest on words that were set otherwise since, and said the same. */
async function whatItSaid(tx: Queryable, { projectId, articleId }: Changing): Promise<Said[]> {
  const here = and(eq(articles.projectId, projectId), eq(articles.id, articleId));
  const current = await tx.select({ title: articles.title, text: articles.text }).from(articles).where(here);
  const before = await tx
    .select({ title: articleVersions.title, text: articleVersions.text })
    .from(articleVersions)
    .where(and(eq(articleVersions.articleId, articleId), gt(articleVersions.at, RECENT)));
  const said = new Map<string, Said>();
  for (const { title, text } of [...before, ...current])
    for (const { heading, text: was } of splitArticle({ title, text })) {
      const hash = hashOf(was);
      said.set(hash, { hash, title, heading, was });
    }
  return [...said.values()];
}

/** Cited, not merely read: the answer's message names the passage. */
async function list(tx: Queryable, { projectId, articleId, cause }: Changing, gone: Said[]): Promise<number> {
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
      and answers.created_at > ${RECENT} and read."articleId" = ${articleId}
      and messages.citations @> jsonb_build_array(jsonb_build_object('passageId', read."passageId"))
    on conflict (answer_id, hash) do update set cause = excluded.cause
    returning answer_id`);
  return rows.length;
}

async function takeOff(
  tx: Queryable,
  { articleId, now }: { articleId: ArticleId; now: string },
): Promise<number> {
  const listed = await tx
    .selectDistinct({ hash: corrections.hash, was: corrections.was })
    .from(corrections)
    .where(eq(corrections.articleId, articleId));
  const there = listed.filter(({ was }) => !wordsGone(was, now)).map(({ hash }) => hash);
  if (there.length === 0) return 0;
  const gone = await tx
    .delete(corrections)
    .where(and(eq(corrections.articleId, articleId), inArray(corrections.hash, there)))
    .returning({ id: corrections.answerId });
  return gone.length;
}
