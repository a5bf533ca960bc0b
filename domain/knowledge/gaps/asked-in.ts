import { intentOf } from '../customer-intent.ts';

/** In characters. What is told around a question makes unlike ones alike. */
const MAX_ASKED = 400;

/**
 * What a message asks: its sentences with a question mark, or its beginning where it has none.
 * @returns null for greetings, thanks and wishes for a person: no article answers them.
 */
export function askedIn(message: string): string | null {
  if (intentOf(message) !== 'question') return null;
  const sentences = message.split(/(?<=[.!?…])\s+|(?<=[。？！؟])\s*|\n+/).filter(isSaid);
  const asking = sentences.filter((each) => /[?？؟]\s*$/.test(each));
  const asked = (asking.length > 0 ? asking : sentences).join(' ').trim().slice(0, MAX_ASKED);
  return asked === '' ? null : asked;
}

const isSaid = (sentence: string) => sentence.trim() !== '' && intentOf(sentence) !== 'greeting';
