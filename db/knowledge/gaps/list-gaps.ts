import { sql, type SQL } from 'drizzle-orm';
import type { GapId, ProjectId } from '../../../domain/ids.ts';
import type { GapState } from '../../../domain/knowledge/gaps/gap.ts';
import type { GapQuestion } from '../../../domain/knowledge/gaps/summarize-gaps.ts';
import type { Queryable } from '../../connection/database.ts';
import { STILL_UNANSWERED } from './unanswered.ts';

/** More than a list can show, and read within a moment. */
const MOST_READ = 5_000;
/** Of a question's text; the conversation has the rest. */
const SHOWN = 300;

/** Of `gaps`, `gap_questions`, `answers` and `conversations`. */
const counted = (projectId: ProjectId, days: number): SQL => sql`
  gap_questions.project_id = ${projectId} and answers.created_at > now() - make_interval(days => ${days})
  and not conversations.spam and ${STILL_UNANSWERED}`;

const TABLES = sql`gap_questions join gaps on gaps.id = gap_questions.gap_id
  join answers on answers.message_id = gap_questions.answer_id
  join conversations on conversations.id = answers.conversation_id`;

/** The questions of a project's gaps, oldest first. */
export function listGapQuestions(
  db: Queryable,
  { projectId, state, days }: { projectId: ProjectId; state: GapState; days: number },
): Promise<GapQuestion[]> {
  return read(db, sql`${counted(projectId, days)} and gaps.state = ${state}`);
}

/** All questions of one gap, oldest first. */
export function readGapQuestions(
  db: Queryable,
  { projectId, gapId }: { projectId: ProjectId; gapId: GapId },
): Promise<GapQuestion[]> {
  return read(db, sql`${counted(projectId, 90)} and gaps.id = ${gapId}`);
}

async function read(db: Queryable, which: SQL): Promise<GapQuestion[]> {
  const { rows } = await db.execute<GapQuestion & Record<string, unknown>>(sql`
    select * from (
      select answers.message_id as "answerId", gaps.id as "gapId", gaps.state, gaps.article_id as "articleId",
        answers.conversation_id as "conversationId", asked.seq, left(answers.question, ${SHOWN}) as text,
        gap_questions.terms, conversations.channel,
        coalesce(conversations.customer_id, conversations.visitor_id, conversations.id) as "askedBy",
        answers.outcome in ('escalated', 'withheld') as escalated, conversations.waiting_since is not null as waiting,
        gap_questions.answered_now as "answeredNow", answers.created_at as at
      from ${TABLES} left join messages as asked
        on asked.id = answers.question_id and asked.conversation_id = answers.conversation_id
      where ${which} order by answers.created_at desc, answers.message_id desc limit ${MOST_READ}
    ) as newest order by at, "answerId"`);
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}

/** How many are open, as the list counts them by itself. */
export async function countOpenGaps(db: Queryable, projectId: ProjectId, days: number): Promise<number> {
  const { rows } = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from gaps where gaps.project_id = ${projectId} and gaps.state = 'open' and exists (
      select 1 from gap_questions join answers on answers.message_id = gap_questions.answer_id
        join conversations on conversations.id = answers.conversation_id
      where gap_questions.gap_id = gaps.id and ${counted(projectId, days)})`);
  return rows[0]?.count ?? 0;
}
