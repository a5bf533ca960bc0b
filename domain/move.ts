import type { MessageId } from './ids.ts';
import type { MailTrouble } from './message.ts';
import type { Standing } from './standing.ts';

/**
 * Why messages of another conversation come: it was merged, it was split off, a split was undone. The rest reach a merged
 * conversation later, and do here what they would have done there: `wrote`, `mailed`, `asked` for a person, a mail
 * `bounced`, or it is only `kept`.
 */
export const MOVE_REASONS = [
  'merged',
  'split',
  'splitUndone',
  'wrote',
  'mailed',
  'asked',
  'bounced',
  'kept',
] as const;
export type MoveReason = (typeof MOVE_REASONS)[number];

/** What a conversation was doing when it was merged. */
export interface Bringing {
  standing: Standing;
  /** The assistant still owes an answer. */
  unanswered: boolean;
}

/** A mail that missed its customer, for whoever goes on with a merged conversation. */
export interface Undelivered {
  /** Of the event in the conversation whose mail it was. */
  id: MessageId;
  how: MailTrouble;
  detail: string;
}

/** A command's event in the other conversation: the same id with one more letter. */
export function eventElsewhere(id: MessageId): MessageId {
  return `${id}o` as MessageId;
}
