import { expect, it } from 'vitest';
import {
  amountWords,
  budgetReached,
  budgetReason,
  dollars,
  mostSpent,
  NOTHING_SPENT,
  scopesFor,
  type BudgetScope,
  type BudgetUnit,
  type Limits,
  type Spending,
  type Spent,
} from '../../../../domain/project/budgets/budgets.ts';

const UNLIMITED: Limits = { turns: null, tokens: null, money: null };

function spending(
  limits: Partial<Record<BudgetScope, Partial<Limits>>>,
  spent: Partial<Record<BudgetScope, Partial<Spent>>>,
): Spending {
  const of = <Part extends object>(all: Part, given: Partial<Record<BudgetScope, Partial<Part>>>) => ({
    conversation: { ...all, ...given.conversation },
    visitor: { ...all, ...given.visitor },
    project: { ...all, ...given.project },
  });
  return { limits: of(UNLIMITED, limits), spent: of(NOTHING_SPENT, spent) };
}

const CASES: [string, Spending, [BudgetScope, BudgetUnit] | null][] = [
  [
    'no limit holds nothing back',
    spending({}, { conversation: { turns: 9e9, tokens: 9e9, money: 9e9 } }),
    null,
  ],
  ['nothing spent of two', spending({ conversation: { turns: 2 } }, {}), null],
  ['one of two', spending({ conversation: { turns: 2 } }, { conversation: { turns: 1 } }), null],
  [
    'two of two',
    spending({ conversation: { turns: 2 } }, { conversation: { turns: 2 } }),
    ['conversation', 'turns'],
  ],
  [
    'a limit that was lowered below what was spent',
    spending({ conversation: { turns: 1 } }, { conversation: { turns: 5 } }),
    ['conversation', 'turns'],
  ],
  ['zero: nothing at all', spending({ conversation: { turns: 0 } }, {}), ['conversation', 'turns']],
  [
    'tokens, passed by the last answer',
    spending({ conversation: { tokens: 100 } }, { conversation: { tokens: 140 } }),
    ['conversation', 'tokens'],
  ],
  [
    'money, to the cent',
    spending({ conversation: { money: 0.1 } }, { conversation: { money: 0.1 } }),
    ['conversation', 'money'],
  ],
  [
    'money without a price is zero, and limits nothing',
    spending({ conversation: { money: 0.1 } }, { conversation: { turns: 50, tokens: 9e6, money: 0 } }),
    null,
  ],
  [
    'the visitor’s day, although the conversation is new',
    spending({ conversation: { turns: 5 }, visitor: { turns: 3 } }, { visitor: { turns: 3 } }),
    ['visitor', 'turns'],
  ],
  [
    'the project’s day',
    spending({ project: { money: 5 } }, { project: { money: 5.01 } }),
    ['project', 'money'],
  ],
  [
    'the narrowest of several',
    spending(
      { conversation: { tokens: 10 }, visitor: { turns: 1 }, project: { turns: 1 } },
      { conversation: { tokens: 10 }, visitor: { turns: 1 }, project: { turns: 1 } },
    ),
    ['conversation', 'tokens'],
  ],
];

it.each(CASES)('%s', (_name, given, expected) => {
  const reached = budgetReached(given, scopesFor({ asksModel: true, isCustomers: true }));
  expect(reached && [reached.scope, reached.unit]).toEqual(expected);
});

it('the docs alone spend nothing of the project’s day, and what no customer asked nothing else', () => {
  const none = { turns: 0 };
  const nothingAllowed = spending({ conversation: none, visitor: none, project: none }, {});
  const reached = (asksModel: boolean, isCustomers: boolean) =>
    budgetReached(nothingAllowed, scopesFor({ asksModel, isCustomers }))?.scope;
  expect(reached(false, true)).toBe('conversation');
  expect(reached(true, false)).toBe('project');
  expect(reached(false, false)).toBeUndefined();
  expect(
    budgetReached(spending({ project: none }, {}), scopesFor({ asksModel: false, isCustomers: true })),
  ).toBeNull();
});

it('says which budget it was, and how much', () => {
  expect(budgetReason({ scope: 'conversation', unit: 'turns', limit: 2 })).toBe(
    'The budget of this conversation is used up (2 answers), so a person answers.',
  );
  expect(budgetReason({ scope: 'visitor', unit: 'tokens', limit: 10_000 })).toContain('10,000 tokens');
  expect(amountWords(1, { scope: 'project', unit: 'turns' })).toBe('1 model call');
});

it.each([
  [0, '$0.00'],
  [0.5, '$0.50'],
  [0.123, '$0.12300'],
  [0.00004, '$0.00004'],
  [12, '$12.00'],
])('%d dollars are %s', (amount, words) => expect(dollars(amount)).toBe(words));

it('of two that count the same, neither forgets what the other knows', () => {
  const state = { turns: 3, tokens: 100, money: 0 };
  const rows = { turns: 2, tokens: 250, money: 0.1 };
  expect(mostSpent(state, rows)).toEqual({ turns: 3, tokens: 250, money: 0.1 });
});
