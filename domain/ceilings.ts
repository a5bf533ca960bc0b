/** What a project may use in a day. */
export interface Ceilings {
  conversations: number;
  modelCalls: number;
  tokens: number;
}

export type Use = keyof Ceilings;

const WORDS: Record<Use, string> = {
  conversations: 'new conversations',
  modelCalls: 'calls of the model',
  tokens: 'tokens of the model',
};

/** Which ceilings a day's use has reached: from there on people answer. */
export function reached(used: Ceilings, most: Ceilings): Use[] {
  return (Object.keys(most) as Use[]).filter((each) => used[each] >= most[each]);
}

/** For the team: why the assistant stays out, and until when. Null while it does not. */
export function ceilingWords(uses: Use[]): string | null {
  if (uses.length === 0) return null;
  const what = uses.map((use) => WORDS[use]).join(' and ');
  return `Today’s ceiling of ${what} is reached: the assistant leaves what is new to you until midnight UTC.`;
}

export const CEILING_REASON = 'A daily ceiling of the project is reached, so a person answers.';

/** Beyond this many times its ceiling of conversations a project takes no more: that is no busy day. */
export const REFUSED_BEYOND = 5;
