import { shorten } from '../text/shorten.ts';

/** Messages, and characters of them together. */
const MOST_MESSAGES = 3;
const MOST_CHARACTERS = 300;

interface Said {
  author: { by: string };
  text: string;
  event: { kind: string; summary?: string } | null;
}

/**
 * What a hand-off passed on: what a model said of it, else what the customer had written last. Notes are in neither.
 * @param said oldest first, up to the hand-off at its end. @returns '' where the customer said nothing.
 */
export function passedOn(said: readonly Said[]): string {
  const summary = said.at(-1)?.event?.summary;
  if (summary) return summary;
  const own = said.filter(({ author, event, text }) => author.by === 'customer' && !event && text.trim());
  const words = own.slice(-MOST_MESSAGES).map(({ text }) => text.trim().replace(/\s+/g, ' '));
  const all = [...new Set(words)].join(' / ');
  const short = shorten(all, MOST_CHARACTERS);
  return short.length < all.length ? `${short.trimEnd()}…` : short;
}
