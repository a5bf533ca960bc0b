import { isAboveQuote, type Introduction } from './introduction.ts';
import { hasDay, hasTime } from './mail-dates.ts';
import { isBlank, type MailLine } from './mail-line.ts';
import { addressesIn, holdsOurName, namesCustomer, type MailParties } from './mail-parties.ts';
import { lowerWords } from './sentence.ts';

const MAX_LENGTH = 300;
/** Besides a name, a day and a time; a sentence has more. */
const MAX_LOWER = 5;
const BEGINS_WITH_DATE = /^["'*_([\s-]{0,10}(?:\p{L}{1,12}[.,]{0,2} )?\p{Nd}/u;
/** A word that is written like a name where a sentence has already begun. */
const NAME = /(?<=[\p{L}\p{Nd},>)"] ["'<(]?)\p{Lu}\p{L}/u;

/**
 * The line directly above quote signs that introduces them in a language we do not know: a day, and an address or a time
 * with a name, and few words besides.
 */
export function introductionAbove(
  lines: MailLine[],
  quote: number,
  parties: MailParties,
): Introduction | null {
  const at = isBlank(lines[quote - 1]) ? quote - 2 : quote - 1;
  const line = lines[at];
  if (!line || isBlank(line) || line.text.length > MAX_LENGTH || !isAboveQuote(lines, at)) return null;
  const { text } = line;
  if (!hasDay(text) || lowerWords(text) > MAX_LOWER) return null;
  const ends = /[:：]$/.test(text) || /^[:：]/.test(text);
  if (addressesIn(text).length > 0 && (ends || /[>)\]]$/.test(text))) return { start: at, end: at };
  const known = holdsOurName(text, parties) || namesCustomer(text, parties) || signsBelow(lines, quote, text);
  if (!hasTime(text)) return null;
  const named = known || (ends && (BEGINS_WITH_DATE.test(text) || NAME.test(text) || !/\p{Ll}/u.test(text)));
  return named ? { start: at, end: at } : null;
}

const MAX_BELOW = 200;

/** Whether a short line of the quote, as a signature is one, stands in its introduction. */
function signsBelow(lines: MailLine[], quote: number, introduction: string): boolean {
  for (const line of lines.slice(quote, quote + MAX_BELOW)) {
    if (line.depth === 0 && !isBlank(line)) return false;
    if (/^\p{Lu}.{2,40}$/u.test(line.text) && introduction.includes(line.text)) return true;
  }
  return false;
}
