import { MAX_COUNT_A_DAY, MAX_MONEY, MAX_TOKENS_A_DAY } from '../../domain/limits.ts';
import { dollars } from '../../domain/project/budgets/budgets.ts';
import type { Client } from '../live/client.ts';

type Settings = Awaited<ReturnType<Client['settings']['get']['query']>>;

/** What a project's limits are before they are loaded. */
export const NO_BUDGETS = {
  ...{ maxConversationsADay: 0, maxModelCallsADay: 0, maxTokensADay: 0, maxMoneyADay: null },
  ...{ maxTurnsAConversation: null, maxTokensAConversation: null, maxMoneyAConversation: null },
  ...{ maxTurnsAVisitor: null, maxTokensAVisitor: null, maxMoneyAVisitor: null },
};

type BudgetField = keyof typeof NO_BUDGETS;
const NAMES = Object.keys(NO_BUDGETS) as BudgetField[];

export const budgetsOf = (settings: Settings): Pick<Settings, BudgetField> =>
  Object.fromEntries(NAMES.map((name) => [name, settings[name]])) as Pick<Settings, BudgetField>;

interface Field {
  name: BudgetField;
  label: string;
  max: number;
  /** A fraction may be written, and nothing: no limit. */
  isMoney?: true;
  isOptional?: true;
}

const count = { max: MAX_COUNT_A_DAY };
const tokens = { max: MAX_TOKENS_A_DAY };
const money = { max: MAX_MONEY, isMoney: true, isOptional: true } as const;
const isOptional = true as const;

/** From the narrowest on, as they are asked. */
export const BUDGETS: { id: string; title: string; fields: Field[] }[] = [
  {
    id: 'conversation-budget',
    title: 'In one conversation',
    fields: [
      { ...count, name: 'maxTurnsAConversation', label: 'Answers in a conversation', isOptional },
      { ...tokens, name: 'maxTokensAConversation', label: 'Tokens in a conversation', isOptional },
      { ...money, name: 'maxMoneyAConversation', label: 'Dollars in a conversation' },
    ],
  },
  {
    id: 'visitor-budget',
    title: 'For one visitor or customer, a day',
    fields: [
      { ...count, name: 'maxTurnsAVisitor', label: 'Answers to a customer a day', isOptional },
      { ...tokens, name: 'maxTokensAVisitor', label: 'Tokens for a customer a day', isOptional },
      { ...money, name: 'maxMoneyAVisitor', label: 'Dollars for a customer a day' },
    ],
  },
  {
    id: 'project-budget',
    title: 'For the whole project, a day',
    fields: [
      { ...count, name: 'maxModelCallsADay', label: 'Model calls a day' },
      { ...tokens, name: 'maxTokensADay', label: 'Tokens a day' },
      { ...money, name: 'maxMoneyADay', label: 'Dollars a day' },
      { ...count, name: 'maxConversationsADay', label: 'New conversations a day' },
    ],
  },
];

const counted = (number: number, one: string, many: string) =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

/** What today's use is, in a line. */
export function usedWords({ modelCalls, tokens: all, money: cost, conversations }: Used): string {
  const calls = counted(modelCalls, 'model call', 'model calls');
  const words = `${calls}, ${counted(all, 'token', 'tokens')}, ${dollars(cost)}`;
  return `Today so far (UTC): ${words}, ${counted(conversations, 'new conversation', 'new conversations')}.`;
}

type Used = NonNullable<Settings['usedToday']>;

export const WORDS = {
  hint: 'What the assistant may spend. When a budget is used up, the customer is told that a person goes on, and the inbox says which one it was; the conversation stays with the team until somebody raises the budget, or the day (UTC) ends, and hands it back.',
  empty: 'Empty: no limit. 0: people answer everything.',
  zero: 'Dollars may be empty: no limit. 0: people answer everything.',
  conversation: 'An answer counts once it is begun, also one that the customer wrote over.',
  project:
    'Suggestions for agents, drafts of articles, trials and tests count here as well, and nowhere else.',
  noPrice:
    'No price is known for the model in use: its dollars are not counted, and limits in dollars hold nothing back. Enter what it costs under',
  noModel:
    'No model is configured: the docs answer by themselves, which counts answers, and neither calls, tokens nor dollars.',
};
