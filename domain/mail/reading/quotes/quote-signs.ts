import { hasDate } from '../lines/mail-dates.ts';
import { isBlank, type MailLine } from '../lines/mail-line.ts';
import { addressesIn } from '../lines/mail-parties.ts';
import { endsWithWrote } from '../lines/writing-words.ts';

/** Fewer lines may be a table, a list or code. */
const MIN_LINES = 3;
/** "| ", as some programs quote, and a writer's initials: "KL> ". */
const SIGNS = /^ ?([|}]|\p{Lu}{1,3}(?=>))(>*)(?: |$)/u;

interface Signs {
  prefix: string;
  depth: number;
  length: number;
}

/** Counts the signs of programs that do not quote with ">": the same ones on several lines in a row. */
export function countOtherSigns(lines: MailLine[]): MailLine[] {
  const counted = [...lines];
  let start = 0;
  let current: string | null = null;
  for (let i = 0; i <= lines.length; i++) {
    const prefix = signsOf(lines[i])?.prefix ?? null;
    if (prefix === current) continue;
    if (current !== null && isIntroduced(lines, start) && isQuote(lines.slice(start, i)))
      counted.splice(start, i - start, ...lines.slice(start, i).map(unsigned));
    current = prefix;
    start = i;
  }
  return counted;
}

function signsOf(line: MailLine | undefined): Signs | null {
  if (!line || line.depth > 0) return null;
  const found = SIGNS.exec(line.shown.slice(0, 110));
  if (!found) return null;
  const [all, prefix = '', more = ''] = found;
  return { prefix, depth: Math.max(1, more.length), length: all.length };
}

/** Neither a table, whose lines have more of its signs, nor the ends of a program's blocks. */
function isQuote(lines: MailLine[]): boolean {
  const texts = lines.map(({ shown }) => shown.trimStart().replace(SIGNS, ''));
  const said = texts.filter((text) => /\p{L}{2}/u.test(text));
  return lines.length >= MIN_LINES && said.length >= 2 && !texts.some((text) => text.includes('|'));
}

/** Prompts and lists begin like that, too: only an introduction above makes a quote of them. */
function isIntroduced(lines: MailLine[], start: number): boolean {
  const above = isBlank(lines[start - 1]) ? lines[start - 2] : lines[start - 1];
  if (!above || isBlank(above)) return false;
  const text = above.text.slice(0, 600);
  return endsWithWrote(text) || (hasDate(text) && (addressesIn(text).length > 0 || /[:：]$/.test(text)));
}

function unsigned(line: MailLine): MailLine {
  const signs = signsOf(line);
  return signs ? { ...line, text: line.shown.slice(signs.length).trim(), depth: signs.depth } : line;
}
