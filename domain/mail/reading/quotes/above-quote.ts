import { greetsBelow, greetsCustomerBelow } from '../lines/greeting.ts';
import { isAboveQuote, type Introduction } from './introduction.ts';
import { hasDay, hasTime } from '../lines/mail-dates.ts';
import { isBlank, type MailLine } from '../lines/mail-line.ts';
import { addressesIn, holdsOurName, isOurs, namesCustomer, type MailParties } from '../lines/mail-parties.ts';
import { lowerWords, namesAddressInSentence } from '../lines/sentence.ts';

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
  return introduces(line.text, { parties, signed: () => signsBelow(lines, quote, line.text) })
    ? { start: at, end: at }
    : null;
}

function introduces(
  text: string,
  { parties, signed }: { parties: MailParties; signed: () => boolean },
): boolean {
  if (!hasDay(text) || lowerWords(text) > MAX_LOWER) return false;
  const ends = /[:：]$/.test(text) || /^[:：]/.test(text);
  if (addressesIn(text).length > 0 && (ends || /[>)\]]$/.test(text))) return true;
  if (!hasTime(text)) return false;
  if (ends && (isDatedAlone(text) || NAME.test(text) || !/\p{Ll}/u.test(text))) return true;
  return holdsOurName(text, parties) || namesCustomer(text, parties) || signed();
}

/**
 * Whether an introduction in a language we do not know stands above a mail without quote signs: what has the form of one,
 * above the greeting with which a mail begins. Without our address the greeting has to name the customer.
 */
export function introducesGreeting(lines: MailLine[], at: number, parties: MailParties): boolean {
  const text = lines[at]?.text ?? '';
  if (text.length > MAX_LENGTH || !hasDay(text) || !greetsBelow(lines, at)) return false;
  if (lowerWords(text) > MAX_LOWER || namesAddressInSentence(text)) return false;
  if (addressesIn(text).some((address) => isOurs(address, parties))) return hasTime(text);
  const ends = /[:：]$/.test(text) && hasTime(text);
  return ends && (NAME.test(text) || !/\p{Ll}/u.test(text)) && greetsCustomerBelow(lines, at, parties);
}

/** "3.3.2026 16:40 kim:". */
const isDatedAlone = (text: string) => BEGINS_WITH_DATE.test(text) && lowerWords(text) <= 2;

const MAX_BELOW = 200;

/** Whether a short line of the quote, as a signature is one, stands in its introduction. */
function signsBelow(lines: MailLine[], quote: number, introduction: string): boolean {
  for (const line of lines.slice(quote, quote + MAX_BELOW)) {
    if (line.depth === 0 && !isBlank(line)) return false;
    if (/^\p{Lu}.{2,40}$/u.test(line.text) && introduction.includes(line.text)) return true;
  }
  return false;
}
