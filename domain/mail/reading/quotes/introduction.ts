import { greetsBelow } from '../lines/greeting.ts';
import { withItsBeginning } from './introduction-beginning.ts';
import { hasDate, hasDay, hasTime } from '../lines/mail-dates.ts';
import { isBlank, type MailLine } from '../lines/mail-line.ts';
import { namesUs, type MailParties } from '../lines/mail-parties.ts';
import { isDelimiter } from '../lines/reply-delimiter.ts';
import { isCitingSentence } from '../lines/sentence.ts';
import { BEGINS_INTRODUCTION, endsWithWrote, saysWrote } from '../lines/writing-words.ts';

/** However a mail program breaks "On …, Ana <ana@acme.com> wrote:", it seldom takes more lines. */
const MAX_LINES = 6;
const MAX_LENGTH = 600;
export const ADDRESS = /[^\s@<>[\]()"]{1,64}@[^\s@<>[\]()"]{1,255}/;
const BRACKETED = /[<[(«‹]\s{0,3}(?:mailto:)?[^\s@<>[\]()]{1,64}@[^\s@<>[\]()]{1,255}/;
/** Colons, those of Ethiopic and Khmer, and the Armenian full stop that looks like one. */
const ENDS = /[:：፦៖։](?:[\s*_>\-~=»"]{0,30}| ?\([^()]{6,60}\))$/;
/** The colon of a right-to-left line, where a program that knows no direction puts it. */
const ENDS_LEFT = /^[:：] ?(?=.{0,200}[\p{sc=Hebrew}\p{sc=Arabic}])/u;
/** A long address that was wrapped: "Ana <", "416ffd3258d4d2fa4c85", "@acme.com>". */
const PART_OF_ADDRESS = /^(?:\S{0,200}[@<>]\S{0,200}|\S{20,200})$/;
/** ">>> Ana 24.11.26 3:40 >>>". */
const NOVELL = /^>>> .{3,300} >>>$/;
const BEGINS_WITH_DATE = /^["'*_\s-]{0,10}(?:\p{L}{1,12}[.,]{0,2} )?\p{Nd}/u;
/** "---- Ana wrote ----", as some phones and web mailers frame it. */
const FRAMED = /^[-_=]{2,40} ?\S.{0,400}[-_=]{2,40}$/;

/** Whether a text begins with a day, or with a word that stands before one. */
export const beginsIntroduction = (text: string) =>
  BEGINS_INTRODUCTION.test(text) || BEGINS_WITH_DATE.test(text);

export interface Introduction {
  /** Its first line. */
  start: number;
  /** Its last line. */
  end: number;
}

const endsWithColon = (text: string) => ENDS.test(text.slice(-80)) || ENDS_LEFT.test(text.slice(0, 210));

/** Cheap, for every line: whether an introduction could end here. */
export function mayEndIntroduction(line: MailLine): boolean {
  const tail = line.text.slice(-80);
  return (
    endsWithColon(line.text) ||
    NOVELL.test(line.text.slice(0, MAX_LENGTH)) ||
    (line.text.length < MAX_LENGTH && endsWithWrote(tail))
  );
}

/**
 * The introduction of a quote that ends with this line, or null. It is found from its end, because above it stands the
 * writer's own text, often without an empty line between.
 */
export function introductionEndingAt(
  lines: MailLine[],
  end: number,
  parties: MailParties,
): Introduction | null {
  const quoteFollows = isAboveQuote(lines, end);
  const greeted = greetsBelow(lines, end);
  let joined = '';
  let start = -1;
  for (let i = end, taken = 0; i >= 0 && taken < MAX_LINES; i--) {
    const line = lines[i];
    if (!line || line.depth !== lines[end]?.depth || line.mark === 'rule') break;
    if (isBlank(line)) {
      // Some programs put an empty line before each part of a wrapped "<address> wrote:".
      if (hasDate(joined) || !/^[<(>]/.test(joined) || isBlank(lines[i - 1])) break;
      continue;
    }
    if (i < end && endsWithColon(line.text)) break;
    joined = `${line.text} ${joined}`.slice(0, MAX_LENGTH).trimEnd();
    taken++;
    // What already looks like one is completed by the line above only if that begins like one.
    const isAddress = joined.startsWith('<') || PART_OF_ADDRESS.test(line.text);
    if (start >= 0 && !isAddress && !beginsIntroduction(line.text)) break;
    const verdict = isIntroduction(joined, {
      greeted,
      quoteFollows,
      gapFollows: isBlank(lines[end + 1]),
      parties,
    });
    if (verdict === 'certain' || start < 0) start = verdict ? i : start;
    if (verdict === 'certain') break;
  }
  return start < 0 ? null : { start: withItsBeginning(lines, start), end };
}

/** Blank lines and marks between an introduction and its quote. */
const MAX_GAP = 4;

/** Whether what comes next is quoted. */
export function isAboveQuote(lines: MailLine[], at: number): boolean {
  const depth = lines[at]?.depth ?? 0;
  const next = lines.slice(at + 1, at + 1 + MAX_GAP).find((line) => !isBlank(line) || line.depth > depth);
  return (next?.depth ?? 0) > depth || (next !== undefined && isDelimiter(next.text));
}

interface Surroundings {
  quoteFollows: boolean;
  gapFollows: boolean;
  /** A mail begins below. */
  greeted: boolean;
  parties: MailParties;
}

/** 'likely' may get better with the line above, which can hold the date. */
function isIntroduction(
  text: string,
  { quoteFollows, gapFollows, greeted, parties }: Surroundings,
): 'certain' | 'likely' | null {
  const date = hasDate(text);
  const address = ADDRESS.test(text);
  const framed = FRAMED.test(text.trim());
  if (!quoteFollows && isCitingSentence(text, { greeted, parties })) return null;
  if (!endsWithColon(text) && !framed && !NOVELL.test(text) && !(endsWithWrote(text) && (date || address)))
    return null;
  const stands = quoteFollows || gapFollows;
  if (endsWithColon(text) && hasDay(text) && namesUs(text, parties)) return 'certain';
  if (stands && isAddressAlone(text) && namesUs(text, parties)) return 'certain';
  if (saysWrote(text)) {
    if (date && (framed || address)) return 'certain';
    // "On Monday at 10:30 your colleague wrote:" may be a sentence that goes on below.
    if (date && stands && (quoteFollows || hasTime(text) || BEGINS_INTRODUCTION.test(text))) return 'certain';
    if (framed || quoteFollows) return 'likely';
    return BRACKETED.test(text) ? 'likely' : null;
  }
  if (NOVELL.test(text)) return date ? 'certain' : null;
  if (date && (stands || BEGINS_WITH_DATE.test(text)) && BRACKETED.test(text)) return 'certain';
  return date && quoteFollows && address ? 'likely' : null;
}

/** "support@example.net wrote:". */
const isAddressAlone = (text: string) =>
  saysWrote(text) && /^\S{0,3}[^\s@]{1,64}@\S{1,255} \S{1,30}(?: \S{1,10})? ?[:：]$/u.test(text);
