import { isUsedUp } from './budgets.ts';

/** What a project may use in a day. */
export interface Ceilings {
  conversations: number;
  modelCalls: number;
  tokens: number;
  /** US dollars; null: no ceiling. */
  money: number | null;
}

export type Use = keyof Ceilings;
export type Used = Record<Use, number>;

const WORDS: Record<Use, string> = {
  conversations: 'new conversations',
  modelCalls: 'calls of the model',
  tokens: 'tokens of the model',
  money: 'money for the model',
};

/** Which ceilings a day's use has reached: from there on people answer. */
export function reached(used: Used, most: Ceilings): Use[] {
  return (Object.keys(most) as Use[]).filter((each) => isUsedUp(used[each], most[each]));
}

/** For the team: why the assistant stays out, and until when. Null while it does not. */
export function ceilingWords(uses: Use[]): string | null {
  if (uses.length === 0) return null;
  const what = uses.map((use) => WORDS[use]).join(' and ');
  return `Today’s ceiling of ${what} is reached: the assistant leaves what is new to you until midnight UTC.`;
}

/** Of a conversation that began beyond the ceiling of new ones. */
export const CEILING_REASON =
  'The project’s ceiling of new conversations a day is reached, so a person answers.';

/** So many times its ceiling of conversations is no busy day any more; a project that leaves all to people has busy days too. */
const REFUSED_BEYOND = 5;
const ALWAYS_TAKEN = 1_000;
/** Customers of one office hardly write more often on a day; who floods does, and must not keep everybody else out. */
const TAKEN_OF_EACH_NETWORK = 20;

/** Whether that many conversations a day are a flood. */
export const isFlood = ({ used, most }: { used: number; most: number }): boolean =>
  used > Math.max(ALWAYS_TAKEN, most * REFUSED_BEYOND);

/** During a flood, whether a network that has begun so many conversations today may begin another. */
export const mayBeginInFlood = (begunFromNetwork: number): boolean =>
  begunFromNetwork < TAKEN_OF_EACH_NETWORK;
