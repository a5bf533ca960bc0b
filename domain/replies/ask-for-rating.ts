import { requestAutomaticMail } from '../conversation/automatic-mail.ts';
import { happened } from '../conversation/entries.ts';
import type { ConversationState } from '../conversation/state.ts';
import type { MessageId } from '../ids.ts';
import { ratingWords } from '../mail/writing/rating-words.ts';

/**
 * It was closed: whoever spoke last by mail, from an address that was verified, is asked how it was. Not at once: a conversation
 * closed by mistake is opened again by then, and the last reply has been read.
 */
export function askForRatingLater(state: ConversationState, at: string): void {
  const { automaticAnswers, rating } = state;
  const question = automaticAnswers?.rate;
  if (!question || rating.asked || rating.given) return;
  const askAt = new Date(Date.parse(at) + question.afterMinutes * 60_000).toISOString();
  state.rating = { ...rating, askAt, language: question.language };
}

/** When the question is due, ISO 8601; null: it is not, or not any more. */
export function ratingDue(state: ConversationState): string | null {
  const { rating, status, merged, heldGroups, spam } = state;
  if (status !== 'closed' || merged || spam || heldGroups.length > 0 || !isMailed(state)) return null;
  return rating.asked || rating.given ? null : rating.askAt;
}

const isMailed = ({ customerEmail, chatOnly }: ConversationState) => customerEmail !== null && !chatOnly;

/** Asks once, as an automatic mail; whether it may leave is decided once more where it is made. */
export function askForRating(state: ConversationState, { id, at }: { id: MessageId; at: string }): void {
  if (!ratingDue(state)) return;
  state.rating = { ...state.rating, askAt: null, asked: true };
  const event = { kind: 'ratingAsked', refused: null } as const;
  const text = ratingWords(state.rating.language);
  const entry = happened({ id, author: { by: 'system' }, event, at });
  state.unrecorded.push({ ...entry, channel: 'email', text });
  requestAutomaticMail(state, id, { purpose: 'rating' });
}
