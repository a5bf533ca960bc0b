/**
 * What Temporal has to forget: a conversation that is `gone` altogether, or the past of one that goes on and is only
 * `rewritten`, because somebody else's words stood in it.
 */
export type ErasureKind = 'gone' | 'rewritten';

/** What an erasure removed. */
export interface Erased {
  conversations: number;
  messages: number;
  mails: number;
  files: number;
  customers: number;
}

export const NOTHING_ERASED: Erased = { conversations: 0, messages: 0, mails: 0, files: 0, customers: 0 };

/** What stands where somebody's words were, in a conversation that is not theirs. */
export const ERASED_WORDS = 'This message was erased.';

/** What stands in place of an erased address. No address: nothing can be sent to it. */
export const ERASED_ADDRESS = 'erased';

export function sumOfErased(all: Erased[]): Erased {
  return all.reduce((sum, one) => {
    const added = { ...sum };
    for (const key of Object.keys(NOTHING_ERASED) as (keyof Erased)[]) added[key] += one[key];
    return added;
  }, NOTHING_ERASED);
}

const NAMES: Record<keyof Erased, [one: string, many: string]> = {
  conversations: ['conversation', 'conversations'],
  messages: ['message', 'messages'],
  mails: ['email', 'emails'],
  files: ['file', 'files'],
  customers: ['customer', 'customers'],
};

/** `2 conversations, 14 messages, 3 emails`. */
export function erasedInWords(erased: Erased): string {
  const parts = (Object.keys(NAMES) as (keyof Erased)[])
    .filter((key) => erased[key] > 0)
    .map((key) => `${erased[key]} ${NAMES[key][erased[key] === 1 ? 0 : 1]}`);
  return parts.join(', ') || 'nothing';
}

/** For how many days a project keeps things; null: for ever. */
export interface Retention {
  closedDays: number | null;
  rawMailDays: number | null;
  visitorDays: number | null;
}

/** Ten years: whoever means longer means for ever. */
export const MAX_RETENTION_DAYS = 3_650;
