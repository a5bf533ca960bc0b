import { sql } from 'drizzle-orm';
import type { KnownUse } from '../../domain/evaluations/estimate.ts';
import { pickQuestions } from '../../domain/evaluations/pick-questions.ts';
import type { MessageId, ProjectId } from '../../domain/ids.ts';
import { MAX_COMPARED_QUESTIONS } from '../../domain/limits.ts';
import { ERASED_WORDS } from '../../domain/project/erasure.ts';
import type { Queryable } from '../connection/database.ts';

/** A question that the assistant was really asked, by the answer that it got. */
export interface AskedQuestion {
  answerId: MessageId;
  question: string;
  /** What a model's answer took. */
  use: KnownUse;
  /** ISO 8601. */
  at: string;
}

/** Looked through for questions with words of their own. */
const MOST_READ = 5_000;
/** Of each: those that differ only behind it are one. */
const MOST_CHARACTERS = 1_000;

/** The newest real questions of a project, newest first, each once; greetings, spam and what was erased are none. */
export async function listAskedQuestions(db: Queryable, projectId: ProjectId): Promise<AskedQuestion[]> {
  const { rows } = await db.execute<{
    answerId: MessageId;
    question: string;
    tries: number;
    in: number;
    out: number;
    at: string;
  }>(sql`
    select answers.message_id as "answerId", left(answers.question, ${MOST_CHARACTERS}) as question, answers.tries,
      answers.tokens_in as in, answers.tokens_out as out, answers.created_at as at
    from answers join conversations on conversations.id = answers.conversation_id and not conversations.spam
    where answers.project_id = ${projectId} and answers.outcome <> 'smalltalk' and answers.question <> ${ERASED_WORDS}
    order by answers.created_at desc, answers.message_id desc limit ${MOST_READ}`);
  return pickQuestions(rows, MAX_COMPARED_QUESTIONS).map(({ tries, at, in: input, out, ...asked }) => ({
    ...asked,
    use: tries > 0 ? { in: input, out } : null,
    at: new Date(at).toISOString(),
  }));
}
