import { costOf, type ModelPrice } from '../assistant/cost.ts';

/** What asking would take, as far as that is known before. */
export interface Estimate {
  questions: number;
  /** The oldest and the newest question, ISO 8601; null: there is none. */
  from: string | null;
  until: string | null;
  /** No model is asked: it costs nothing. */
  isFree: boolean;
  /** Of both sides; null: no model has answered any of the questions yet. */
  tokens: number | null;
  /** US dollars; null: no price is known. */
  cost: number | null;
  /** What is left of today's ceilings. */
  left: { modelCalls: number; tokens: number };
}

/** What an answer took when it was given; null: no model gave it. */
export type KnownUse = { in: number; out: number } | null;

/** What answers that nobody knows of may take: as many as the known ones on average. */
export function tokensOfAll(known: readonly KnownUse[]): { in: number; out: number } | null {
  const taken = known.filter((each) => each !== null);
  if (taken.length === 0) return null;
  const average = (of: (use: { in: number; out: number }) => number) =>
    (taken.reduce((sum, use) => sum + of(use), 0) / taken.length) * known.length;
  return { in: Math.ceil(average((use) => use.in)), out: Math.ceil(average((use) => use.out)) };
}

/** @param more tokens that the other side's prompt has more than the live one, in each answer. */
export function estimateUse(
  known: readonly KnownUse[],
  { live, other, more }: { live: ModelPrice | null; other: ModelPrice | null; more: number },
): Pick<Estimate, 'tokens' | 'cost'> {
  const each = tokensOfAll(known);
  if (!each) return { tokens: null, cost: null };
  const changed = { in: Math.max(0, each.in + more * known.length), out: each.out };
  const costs = [costOf(each, live), costOf(changed, other)];
  const tokens = each.in + each.out + changed.in + changed.out;
  return {
    tokens,
    cost: costs.reduce((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0),
  };
}
