import {
  amountWords,
  type BudgetScope,
  type BudgetUnit,
  type Spending,
} from '../../../domain/project/budgets/budgets.ts';

export const SPENT_WORDS = { title: 'Assistant’s budget', here: 'here', today: 'for this customer today' };

const UNITS: BudgetUnit[] = ['turns', 'tokens', 'money'];

/** Of a budget: "1 of 2 answers, 240 tokens". Empty: nothing was spent, and nothing is limited. */
export function spentWords({ limits, spent }: Spending, scope: BudgetScope): string {
  return UNITS.flatMap((unit) => {
    const limit = limits[scope][unit];
    const used = spent[scope][unit];
    if (limit === null)
      return used > 0 && scope === 'conversation' ? [amountWords(used, { scope, unit })] : [];
    const [amount = ''] = amountWords(used, { scope, unit }).split(' ');
    return [`${amount} of ${amountWords(limit, { scope, unit })}`];
  }).join(', ');
}
