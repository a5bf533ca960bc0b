import { and, asc, count, eq } from 'drizzle-orm';
import type { Expected } from '../../domain/evaluations/expectation.ts';
import type { ArticleId, ConversationId, ProjectId, TestQuestionId } from '../../domain/ids.ts';
import type { Turn } from '../../domain/knowledge/turn.ts';
import type { Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import { articles, testQuestions } from '../schema/schema.ts';

/** A question that the assistant is tested with. */
export interface TestQuestion {
  id: TestQuestionId;
  turns: Turn[];
  expected: Expected;
  /** Of the article that should answer; null: none, or it was deleted. */
  title: string | null;
  /** Where it was really asked. */
  conversationId: ConversationId | null;
}

/** Oldest first. */
export async function listTestQuestions(db: Queryable, projectId: ProjectId): Promise<TestQuestion[]> {
  const rows = await db
    .select({ question: testQuestions, title: articles.title })
    .from(testQuestions)
    .leftJoin(articles, eq(articles.id, testQuestions.articleId))
    .where(eq(testQuestions.projectId, projectId))
    .orderBy(asc(testQuestions.createdAt), asc(testQuestions.id));
  return rows.map(({ question: { id, turns, conversationId, ...row }, title }) => ({
    ...{ id, turns, conversationId, title },
    expected: expectedIn(row),
  }));
}

export const expectedIn = (row: { expected: Expected['kind']; articleId: ArticleId | null }): Expected =>
  row.expected === 'article' ? { kind: 'article', articleId: row.articleId } : { kind: row.expected };

export async function countTestQuestions(db: Queryable, projectId: ProjectId): Promise<number> {
  const [row] = await db
    .select({ questions: count() })
    .from(testQuestions)
    .where(eq(testQuestions.projectId, projectId));
  return row?.questions ?? 0;
}

/** @returns null when the id, or the article, is not the project's; else whether it is new. */
export async function saveTestQuestion(
  tx: Queryable,
  question: {
    projectId: ProjectId;
    id: TestQuestionId;
    turns: Turn[];
    expected: Expected;
    conversationId: ConversationId | null;
  },
): Promise<{ isNew: boolean } | null> {
  const { projectId, id, turns, expected, conversationId } = question;
  const articleId = expected.kind === 'article' ? expected.articleId : null;
  if (articleId !== null && !(await isArticleOf(tx, { projectId, articleId }))) return null;
  const said = { turns, expected: expected.kind, articleId };
  const [before] = await tx
    .select({ projectId: testQuestions.projectId })
    .from(testQuestions)
    .where(eq(testQuestions.id, id));
  if (before && before.projectId !== projectId) return null;
  await tx
    .insert(testQuestions)
    .values({ id, projectId, conversationId, ...said })
    .onConflictDoUpdate({
      target: testQuestions.id,
      // What was asked in a conversation stays as it was asked and as somebody decided about it.
      set: conversationId === null ? said : { createdAt: testQuestions.createdAt },
      setWhere: eq(testQuestions.projectId, projectId),
    });
  await notify(tx, { kind: 'evaluations', projectId });
  return { isNew: !before };
}

async function isArticleOf(
  db: Queryable,
  { projectId, articleId }: { projectId: ProjectId; articleId: ArticleId },
): Promise<boolean> {
  const here = and(eq(articles.projectId, projectId), eq(articles.id, articleId));
  return (await db.$count(articles, here)) > 0;
}

/** @returns the question that is gone; null: there was none. */
export async function removeTestQuestion(
  tx: Queryable,
  { projectId, id }: { projectId: ProjectId; id: TestQuestionId },
): Promise<string | null> {
  const [gone] = await tx
    .delete(testQuestions)
    .where(and(eq(testQuestions.projectId, projectId), eq(testQuestions.id, id)))
    .returning({ turns: testQuestions.turns });
  if (!gone) return null;
  await notify(tx, { kind: 'evaluations', projectId });
  return gone.turns.at(-1)?.text ?? '';
}
