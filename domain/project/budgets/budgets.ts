/** For whom the assistant spends: one conversation altogether, one visitor or customer in a day (UTC), a project in a day. */
export type BudgetScope = 'conversation' | 'visitor' | 'project';

/** What was spent. */
export interface Spent {
  /** Answers that were begun, each once however often it was tried; of a project, calls of the model. */
  turns: number;
  /** Of all tries, also those that failed or were given up. */
  tokens: number;
  /** US dollars, as far as a price is known: what has none adds nothing. */
  money: number;
}

export type BudgetUnit = keyof Spent;

/** Null: no limit. 0: nothing at all, people answer. */
export type Limits = Record<BudgetUnit, number | null>;

export interface Spending {
  limits: Record<BudgetScope, Limits>;
  spent: Record<BudgetScope, Spent>;
}

export interface ReachedBudget {
  scope: BudgetScope;
  unit: BudgetUnit;
  limit: number;
}

export const NOTHING_SPENT: Spent = { turns: 0, tokens: 0, money: 0 };

const UNITS: BudgetUnit[] = ['turns', 'tokens', 'money'];

export const isUsedUp = (used: number, most: number | null): boolean => most !== null && used >= most;

/**
 * Which budget keeps the next answer from being begun; null: it may be. The one place that decides it.
 * @param scopes in the order in which they are said: the narrowest first.
 */
export function budgetReached({ limits, spent }: Spending, scopes: BudgetScope[]): ReachedBudget | null {
  for (const scope of scopes) {
    for (const unit of UNITS) {
      const limit = limits[scope][unit];
      if (limit !== null && isUsedUp(spent[scope][unit], limit)) return { scope, unit, limit };
    }
  }
  return null;
}

/** How many more answers can be begun at least before any limit of turns is reached; Infinity where there is none. */
export const turnsLeft = ({ limits, spent }: Spending): number =>
  Math.min(
    ...(['conversation', 'visitor', 'project'] as const).map(
      (scope) => (limits[scope].turns ?? Infinity) - spent[scope].turns,
    ),
  );

/** Whose budgets an answer is under. Without a model nothing of the project's day is spent; what no customer asked is the project's alone. */
export function scopesFor(answer: { asksModel: boolean; isCustomers: boolean }): BudgetScope[] {
  return [
    ...(answer.isCustomers ? (['conversation', 'visitor'] as const) : []),
    ...(answer.asksModel ? (['project'] as const) : []),
  ];
}

/** Of two that count the same, what each saw of it: neither forgets what the other knows. */
export function mostSpent(one: Spent, other: Spent): Spent {
  return {
    turns: Math.max(one.turns, other.turns),
    tokens: Math.max(one.tokens, other.tokens),
    money: Math.max(one.money, other.money),
  };
}

const SCOPE_WORDS: Record<BudgetScope, string> = {
  conversation: 'The budget of this conversation is used up',
  visitor: 'This customer’s budget of today is used up',
  project: 'The project’s budget of today is used up',
};

const count = (number: number, one: string, many: string) =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

/** An amount with its unit, such as "2 answers" or "$0.50". */
export function amountWords(amount: number, { scope, unit }: Pick<ReachedBudget, 'scope' | 'unit'>): string {
  if (unit === 'tokens') return count(amount, 'token', 'tokens');
  if (unit === 'money') return dollars(amount);
  return scope === 'project'
    ? count(amount, 'model call', 'model calls')
    : count(amount, 'answer', 'answers');
}

/** Whole cents where that says something, else as many places as it takes. */
export function dollars(amount: number): string {
  const places = amount === 0 || amount >= 0.01 ? 2 : 5;
  return `$${amount.toFixed(Number(amount.toFixed(places)) === amount ? places : 5)}`;
}

/** Why a person answers, for the team. Nothing of it is personal: it stands in Temporal's page as well. */
export function budgetReason(reached: ReachedBudget): string {
  return `${SCOPE_WORDS[reached.scope]} (${amountWords(reached.limit, reached)}), so a person answers.`;
}
