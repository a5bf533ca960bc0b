import type { ArticleId, ConversationId, GapId, MessageId } from '../../ids.ts';
import type { Channel } from '../../message.ts';
import type { GapState } from './gap.ts';
import { mostTypical } from './most-typical.ts';
import { trendOf } from './trend.ts';

/** One question of a gap, as it was asked. */
export interface GapQuestion {
  answerId: MessageId;
  gapId: GapId;
  state: GapState;
  articleId: ArticleId | null;
  conversationId: ConversationId;
  /** Of the customer's message; null: it was moved since. */
  seq: number | null;
  /** Its beginning. */
  text: string;
  terms: string[];
  channel: Channel;
  /** By whom, as far as that is known. */
  askedBy: string;
  /** The assistant gave the conversation to a person. */
  escalated: boolean;
  /** A person is still to answer. */
  waiting: boolean;
  answeredNow: boolean | null;
  /** ISO 8601. */
  at: string;
}

/** A gap as one row of the list. */
export interface GapRow {
  id: GapId;
  state: GapState;
  articleId: ArticleId | null;
  title: string;
  questions: number;
  customers: number;
  escalated: number;
  waiting: number;
  emailed: number;
  /** Against the week before. */
  change: number;
  isNew: boolean;
  lastAskedAt: string;
}

/** Gaps with what was asked in them, the most asked first. @param questions oldest first. */
export function summarizeGaps(questions: readonly GapQuestion[], now: Date): GapRow[] {
  const groups = new Map<GapId, GapQuestion[]>();
  for (const question of questions)
    groups.set(question.gapId, [...(groups.get(question.gapId) ?? []), question]);
  const rows = [...groups.values()].map((asked) => summaryOf(asked, now));
  return rows
    .filter((row) => row !== null)
    .sort((a, b) => b.questions - a.questions || (a.lastAskedAt < b.lastAskedAt ? 1 : -1));
}

function summaryOf(asked: GapQuestion[], now: Date): GapRow | null {
  const typical = mostTypical(asked);
  const last = asked.at(-1);
  if (!typical || !last) return null;
  const count = (is: (question: GapQuestion) => boolean) => asked.filter(is).length;
  return {
    ...{ id: last.gapId, state: last.state, articleId: last.articleId, title: typical.text },
    questions: asked.length,
    customers: new Set(asked.map(({ askedBy }) => askedBy)).size,
    escalated: count(({ escalated }) => escalated),
    waiting: count(({ waiting }) => waiting),
    emailed: count(({ channel }) => channel === 'email'),
    ...trendOf(
      asked.map(({ at }) => at),
      now,
    ),
    lastAskedAt: last.at,
  };
}
