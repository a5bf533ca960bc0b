/** UTF-16 units looked at on either side of a cut; longer characters than this are decoration, and may be cut. */
const AROUND = 64;

/** Absent in Firefox before 125, where the widget runs too. */
const graphemes =
  'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : undefined;

/**
 * The only way in which text is shortened: at most so many UTF-16 units from its beginning, cut between whole characters
 * as people see them. Half a character can be stored nowhere, and half a family is another one.
 */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const whole = text.slice(0, boundaryBefore(text, length));
  return whole || text.slice(0, betweenCodePoints(text, length));
}

/** The last place at or before `at` where one character ends and the next begins. */
function boundaryBefore(text: string, at: number): number {
  const from = betweenCodePoints(text, Math.max(0, at - AROUND));
  const around = text.slice(from, betweenCodePoints(text, at + AROUND));
  const start = graphemes?.segment(around).containing(at - from)?.index;
  return start ? from + start : betweenCodePoints(text, at);
}

/** Never between the two halves of a pair. */
function betweenCodePoints(text: string, at: number): number {
  const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  return isHigh(before) && isLow(after) ? at - 1 : at;
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** Text that somebody else cut, without the half of a character that they left at its end. */
export const beforeCut = (text: string): string => text.replace(/[\0\p{Surrogate}\ufffd]{1,4}$/u, '');
