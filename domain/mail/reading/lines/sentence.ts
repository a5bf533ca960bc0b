import { hasDay, hasTime } from './mail-dates.ts';
import { addressesIn, isOurs, type MailParties } from './mail-parties.ts';
import { namesMail } from './divider-words.ts';
import { saysWrote } from './writing-words.ts';

/** Words in lower case between a name, a day and a time, as mail programs write them in any language. */
const LOWER = /(?<![\p{L}\p{M}\p{Nd}@._<-])\p{Ll}[\p{Ll}\p{M}’']{1,40}(?![\p{L}\p{M}@])/gu;

/** How many lower-case words stand in a line besides addresses; scripts without cases have none. */
export const lowerWords = (text: string): number =>
  (text.replace(/[<[(]?[^\s@<>]{1,64}@[^\s@<>]{1,255}[>\])]?/g, ' ').match(LOWER) ?? []).length;

/** What stands before an address that a sentence names: "I wrote to ana@…". A program writes a name, a bracket or a verb. */
const IN_SENTENCE = /(?<![\p{L}\p{M}])(\p{Ll}[\p{Ll}\p{M}]{0,20}) $/u;

/** Programs put addresses into brackets. */
const BRACKETED = /[<[(«‹]\s{0,3}(?:mailto:)?[^\s@<>[\]()]{1,64}@/;
/** More words than this without the one for "wrote" are somebody's sentence, unless a greeting follows. */
const MAX_WORDS = { alone: 3, fromUs: 4, greeted: 7 };

/**
 * Whether a line that has the form of an introduction is rather a sentence that cites somebody. Only asked where no quote
 * follows it.
 */
export function isCitingSentence(
  text: string,
  { greeted, parties }: { greeted: boolean; parties: MailParties },
): boolean {
  if (namesAddressInSentence(text)) return true;
  const kind = greeted ? 'greeted' : isDatedByUs(text, parties) ? 'fromUs' : 'alone';
  return !saysWrote(text) && !namesMail(text.split(/\s/, 2).join(' ')) && lowerWords(text) > MAX_WORDS[kind];
}

/** "I wrote to ana@… on Monday": neither a bracket nor a name nor the verb stands before the address. */
export function namesAddressInSentence(text: string): boolean {
  const [address] = addressesIn(text);
  if (address === undefined || BRACKETED.test(text)) return false;
  const at = text.toLowerCase().indexOf(address);
  const before = IN_SENTENCE.exec(text.slice(Math.max(0, at - 40), at))?.[1];
  const behind = text.slice(at + address.length);
  return before !== undefined && !saysWrote(before) && /\p{L}|\p{Nd}/u.test(behind);
}

/** A day and a time, then our name with its address in brackets, then hardly more than a verb. */
function isDatedByUs(text: string, parties: MailParties): boolean {
  const [address] = addressesIn(text);
  if (address === undefined || !isOurs(address, parties) || !BRACKETED.test(text)) return false;
  const [before = '', behind = ''] = text.toLowerCase().split(address, 2);
  return hasDay(before) && hasTime(before) && lowerWords(behind) <= 2;
}
