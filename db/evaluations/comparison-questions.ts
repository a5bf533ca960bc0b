import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import {
  differenceOf,
  type ComparedSide,
  type Difference,
  type SideAnswer,
} from '../../domain/evaluations/comparison.ts';
import type { TrialSettings } from '../../domain/evaluations/trial.ts';
import type { ComparisonId, ConversationId, MessageId, ProjectId } from '../../domain/ids.ts';
import type { Database, Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import { answers, comparisonQuestions, comparisons, messages } from '../schema/schema.ts';

interface Place {
  projectId: ProjectId;
  id: ComparisonId;
}

/** One that goes on; null: it has ended, or is gone. */
export async function findComparing(
  db: Queryable,
  id: ComparisonId,
): Promise<(Place & { settings: TrialSettings }) | null> {
  const [row] = await db.select().from(comparisons).where(eq(comparisons.id, id));
  return row && row.endState === null ? row : null;
}

/** A question that has still to be asked, with what came of the side that was asked already. */
export interface QuestionToCompare {
  answerId: MessageId;
  conversationId: ConversationId;
  question: string;
  questionId: MessageId | null;
  live: SideAnswer | null;
  other: SideAnswer | null;
}

const isLeft = (id: ComparisonId) =>
  and(eq(comparisonQuestions.comparisonId, id), isNull(comparisonQuestions.difference));

export const countUncompared = (db: Queryable, id: ComparisonId): Promise<number> =>
  db.$count(comparisonQuestions, isLeft(id));

export function nextToCompare(db: Queryable, id: ComparisonId, most: number): Promise<QuestionToCompare[]> {
  const { answerId, live, other, position } = comparisonQuestions;
  const { conversationId, question, questionId } = answers;
  return db
    .select({ answerId, live, other, conversationId, question, questionId })
    .from(comparisonQuestions)
    .innerJoin(answers, eq(answers.messageId, answerId))
    .where(isLeft(id))
    .orderBy(asc(position))
    .limit(most);
}

/** Keeps what came of one side, once; nothing where the question was erased meanwhile. */
export async function recordSide(
  db: Database,
  said: { id: ComparisonId; answerId: MessageId; side: ComparedSide; answer: SideAnswer },
): Promise<void> {
  const { id, answerId, side, answer } = said;
  const here = and(eq(comparisonQuestions.comparisonId, id), eq(comparisonQuestions.answerId, answerId));
  await db.transaction(async (tx) => {
    const [row] = await tx.select().from(comparisonQuestions).where(here).for('update');
    if (!row || row[side]) return;
    const both = { live: row.live, other: row.other, [side]: answer };
    const difference = both.live && both.other && differenceOf(both.live, both.other);
    await tx
      .update(comparisonQuestions)
      .set({ [side]: answer, difference })
      .where(here);
    if (difference) await notify(tx, { kind: 'evaluations', projectId: row.projectId });
  });
}

/** One question of a comparison as its list shows it. */
export interface ComparedQuestion {
  answerId: MessageId;
  question: string;
  conversationId: ConversationId;
  /** Of the question, where it stands in its conversation. */
  seq: number | null;
  difference: Difference;
}

/** Characters of a question that a list shows. */
const SHOWN = 300;

/** Those that have an answer on both sides, newest first. */
export function listCompared(db: Queryable, { projectId, id }: Place): Promise<ComparedQuestion[]> {
  const { answerId, position, difference } = comparisonQuestions;
  const { conversationId } = answers;
  return db
    .select({
      ...{ answerId, conversationId, seq: messages.seq },
      difference: sql<Difference>`${difference}`,
      question: sql<string>`left(${answers.question}, ${SHOWN})`,
    })
    .from(comparisonQuestions)
    .innerJoin(answers, eq(answers.messageId, answerId))
    .leftJoin(messages, and(eq(messages.id, answers.questionId), eq(messages.conversationId, conversationId)))
    .where(
      and(
        eq(comparisonQuestions.projectId, projectId),
        eq(comparisonQuestions.comparisonId, id),
        sql`${difference} is not null`,
      ),
    )
    .orderBy(asc(position));
}

/** The whole question and both answers; null: there is no such one, or it was erased. */
export async function readCompared(
  db: Queryable,
  { projectId, id, answerId }: Place & { answerId: MessageId },
): Promise<{ question: string; live: SideAnswer; other: SideAnswer } | null> {
  const { live, other } = comparisonQuestions;
  const [row] = await db
    .select({ live, other, question: answers.question })
    .from(comparisonQuestions)
    .innerJoin(answers, eq(answers.messageId, comparisonQuestions.answerId))
    .where(
      and(
        eq(comparisonQuestions.projectId, projectId),
        eq(comparisonQuestions.comparisonId, id),
        eq(comparisonQuestions.answerId, answerId),
      ),
    );
  return row?.live && row.other ? { question: row.question, live: row.live, other: row.other } : null;
}
