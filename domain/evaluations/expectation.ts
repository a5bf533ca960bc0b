import type { ArticleId } from '../ids.ts';
import { isUnknownAnswer } from '../knowledge/fixed-words.ts';
import type { Citation } from '../message.ts';

/** What should come of a test question. Plain JSON. */
export type Expected =
  /** An answer from this article; null: it was deleted since. */
  | { kind: 'article'; articleId: ArticleId | null }
  /** It says that it does not know. */
  | { kind: 'unknown' }
  /** It asks for a person. */
  | { kind: 'person' };

/** What came of one. Plain JSON. */
export type Came =
  | { kind: 'article'; articleIds: ArticleId[] }
  | { kind: 'unknown' }
  | { kind: 'person' }
  /** Nothing can be said of the assistant: it could not be asked. */
  | { kind: 'failed'; problem: string };

export const OUTCOME_KINDS = ['article', 'unknown', 'person'] as const;

/** An answer that names no source says nothing about the product: it greets, offers or does not know. */
export function whatCame(answer: {
  outcome: 'answered' | 'escalate';
  text: string;
  citations: Pick<Citation, 'articleId'>[];
}): Exclude<Came, { kind: 'failed' }> {
  if (answer.outcome === 'escalate') return { kind: 'person' };
  const articleIds = [...new Set(answer.citations.map(({ articleId }) => articleId))];
  if (articleIds.length === 0 || isUnknownAnswer(answer.text)) return { kind: 'unknown' };
  return { kind: 'article', articleIds };
}

export function isAsExpected(expected: Expected, came: Came): boolean {
  if (expected.kind !== 'article') return expected.kind === came.kind;
  return (
    came.kind === 'article' && expected.articleId !== null && came.articleIds.includes(expected.articleId)
  );
}

/** What was good once: an answer from its first source, or the same silence. */
export function expectedOf(came: Exclude<Came, { kind: 'failed' }>): Expected {
  return came.kind === 'article' ? { kind: 'article', articleId: came.articleIds[0] ?? null } : came;
}
