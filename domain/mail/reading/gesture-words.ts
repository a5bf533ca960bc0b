import { isEmoji } from '../../text/emoji.ts';

/** Longer words say something. In characters. */
export const MAX_GESTURE_LENGTH = 300;

/** The lines that say something. The addresses of links stand beside their words. */
export const gestureLines = (words: string): string[] =>
  words
    .slice(0, 4 * MAX_GESTURE_LENGTH)
    .replace(/[<(]?https?:\/\/[^\s>)]{0,500}[>)]?/gi, '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/[\u200b\u00a0]/g, ' ').trim())
    .filter(Boolean);

/** The picture on a line of its own, or else beside words. */
export function emojiAmong(lines: string[]): string | null {
  const whole = lines.find(isEmoji);
  return whole ?? lines.flatMap((line) => line.split(/\s+/)).find(isEmoji) ?? null;
}

/** "Ο χρήστης Ana Sample". */
const MAX_BEFORE_NAME = 20;

/**
 * Whether a sentence begins with its own sender, however the parts of the name are turned, and goes on with a word: as
 * programs speak of somebody, and people do not of themselves.
 */
export function speaksOf(sentence: string, name: string): boolean {
  const parts = name.split(/[\s,]+/).filter((part) => part.length > 1);
  const found = parts.map((part) => ({ part, at: sentence.indexOf(part) }));
  const isWhole = found.every(({ at }) => at >= 0);
  const named = isWhole ? found : found.slice(0, 1).filter(({ at }) => at === 0);
  if (named.length === 0) return false;
  const begins = Math.min(...named.map(({ at }) => at));
  const rest = sentence.slice(Math.max(...named.map(({ part, at }) => at + part.length)));
  return begins <= MAX_BEFORE_NAME && /^(?:[’']s)?(?:\s?\([^)]{1,40}\))?\s?\p{L}/u.test(rest);
}
