import type { MailLine } from './lines/mail-line.ts';
import { endsWithWrote } from './lines/writing-words.ts';

/** Quote signs beyond this column are text. */
const MAX_SIGNS = 100;

/** The lines of a text body with their quote signs counted; longer runs of empty lines become one. Linear in the text. */
export function textLines(text: string): MailLine[] {
  return tidyText(text).split('\n').reduce<MailLine[]>(addLine, []);
}

/** Joiners shape Persian and Indic words and join pictures; elsewhere they only hide words. */
const IDLE_JOINER = /[\u200C\u200D](?!(?!\p{sc=Latin})\p{L}|\p{M}|\p{Extended_Pictographic})/gu;

/** One kind of line end and of blank, and none of the invisible characters that mail programs leave. */
export function tidyText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replace(/[\u00A0\u2007\u202F\t]/g, ' ')
    .replace(/[\0\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
    .replace(IDLE_JOINER, '');
}

function addLine(lines: MailLine[], shown: string): MailLine[] {
  const line = quotedLine(shown.trimEnd());
  if (line.shown !== '' || (lines.at(-1)?.shown ?? '') !== '') lines.push(line);
  return lines;
}

/** A line with its quote signs counted, on top of the quotes that it stands in. */
export function quotedLine(shown: string, outer = 0): MailLine {
  let depth = 0;
  let at = 0;
  for (; at < shown.length && at < MAX_SIGNS; at++) {
    if (shown[at] === '>') depth++;
    else if (shown[at] !== ' ') break;
  }
  const text = shown.slice(at).trim();
  return introducesQuote(shown, text)
    ? { text: shown.trim(), shown, depth: outer }
    : { text, shown, depth: outer + depth };
}

/** Lines that begin with `>` and are no quotes: what introduces one. */
function introducesQuote(shown: string, text: string): boolean {
  // "On …, Ana <ana@acme.com" wraps before its bracket: what is left is ">:" or "> wrote:".
  if (shown.startsWith('>') && text.length < 30)
    return /^[:：]$/.test(text) || (/^\S+ ?[:：]$/.test(text) && endsWithWrote(text));
  // Novell's ">>> Ana 24.11.26 3:40 >>>".
  return shown.startsWith('>>> ') && shown.length < 300 && shown.endsWith(' >>>');
}
