import { isFooter } from './footer-words.ts';
import { isBlank, isRule, saysSomething, type MailLine } from './lines/mail-line.ts';

/** RFC 3676, 4.3: "-- ". Mail programs drop the blank and vary the dash. */
const SEPARATOR = /^(?:--|—|––)$/;
/** What follows a separator in this many lines is a signature; more is a text with a dash in it. */
const MAX_SIGNATURE = 15;
const MAX_LIST_FOOTER = 10;
/** Lines of a signature that nothing stands above. */
const MAX_CARD = 8;
const LIST_FOOTER =
  /mailing list|listinfo|unsubscribe|@lists?\.|\/lists?\/|googlegroups|list-?serv|abmelden|désabonner|hotmail\.com|msn\.com|do you yahoo|avast|antivirus|virus-free/i;

/**
 * The first line of a signature or of a phone's footer at the end of what somebody wrote, or `end`. Only what certainly
 * is one: a wrong cut hides somebody's words.
 */
export function signatureStart(lines: MailLine[], { start, end }: { start: number; end: number }): number {
  let cut = end;
  for (let moved = true; moved;) {
    const before = cut;
    cut = aboveFooters(lines, { start, end: cut });
    cut = aboveSeparator(lines, { start, end: cut });
    moved = cut < before;
  }
  return aboveCard(lines, { start, end: cut });
}

function aboveFooters(lines: MailLine[], { start, end }: { start: number; end: number }): number {
  let cut = end;
  for (;;) {
    let last = cut - 1;
    while (last >= start && (isBlank(lines[last]) || isRule(lines[last]))) last--;
    const line = lines[last];
    if (last < start || !line || !(line.mark === 'signature' || isFooter(line.text))) return cut;
    cut = last;
  }
}

function aboveSeparator(lines: MailLine[], { start, end }: { start: number; end: number }): number {
  for (let i = Math.max(start, end - MAX_SIGNATURE); i < end; i++) {
    const line = lines[i];
    if (line && SEPARATOR.test(line.text) && says(lines.slice(start, i))) return i;
    if (isRule(line) && end - i <= MAX_LIST_FOOTER && isListFooter(lines.slice(i + 1, end))) return i;
  }
  return end;
}

/** A separator with which everything begins stands above a card; a longer text has a dash there. */
function aboveCard(lines: MailLine[], { start, end }: { start: number; end: number }): number {
  let first = start;
  while (first < end && isBlank(lines[first])) first++;
  return end - first <= MAX_CARD && SEPARATOR.test(lines[first]?.text ?? '') ? first : end;
}

const isListFooter = (lines: MailLine[]) => lines.some((line) => LIST_FOOTER.test(line.text.slice(0, 300)));

const says = (lines: MailLine[]) => lines.some((line) => saysSomething(line.text));
