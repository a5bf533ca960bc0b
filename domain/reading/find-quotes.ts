import { isBareDivider, isDivider } from './divider-words.ts';
import { isHeaderBlock } from './header-block.ts';
import { headerKind } from './header-names.ts';
import {
  ADDRESS,
  introductionEndingAt,
  isAboveQuote,
  mayEndIntroduction,
  type Introduction,
} from './introduction.ts';
import { hasDate } from './mail-dates.ts';
import { isBlank, isRule, saysSomething, type MailLine } from './mail-line.ts';
import { isDelimiter } from './reply-delimiter.ts';

/** Real mails have a handful of places where a quote may begin; a hostile one could have a hundred thousand. */
const MAX_CANDIDATES = 200;
/** An introduction in a mail program's own container, in a language we do not know. */
const MAX_INTRODUCTION = { lines: 4, length: 400 };

/** For every line whether it is quoted: by its depth, or by what stands above quotes. Linear in the lines. */
export function findQuotes(lines: MailLine[]): boolean[] {
  const quoted = lines.map((line) => line.depth > 0 || line.mark === 'introduction');
  const rest = aboveRules(lines, firstOfRest(lines, quoted));
  return quoted.map((each, i) => each || i >= rest);
}

/** The line from which everything to the end is quoted. On the way it marks the introductions of quotes that end earlier. */
function firstOfRest(lines: MailLine[], quoted: boolean[]): number {
  let candidates = 0;
  let said = lines.length;
  for (const [i, line] of lines.entries()) {
    if (quoted[i]) continue;
    if (line.mark === 'rest' || isDelimiter(line.text) || isDivider(line.text)) return i;
    if (line.mark === 'container' && candidates++ < MAX_CANDIDATES) {
      if (holdsHeaders(lines, i)) return i;
      markContainer(lines, quoted, i);
    }
    if (candidates < MAX_CANDIDATES && (mayEndIntroduction(line) || headerKind(line.text))) {
      candidates++;
      if (isHeaderBlock(lines, i)) return i;
      const found = mayEndIntroduction(line) ? introductionEndingAt(lines, i) : null;
      const aboveQuote = found && isAboveQuote(lines, found.end);
      if (found && !aboveQuote && said < found.start) return found.start;
      // With nothing before it and no quote after it, the quote's marks were lost: what follows may be the answer.
      if (found && (aboveQuote || namesAddress(lines, found))) quoted.fill(true, found.start, found.end + 1);
    }
    if (!quoted[i] && said > i && saysSomething(line.text)) said = i;
  }
  return lines.length;
}

const namesAddress = (lines: MailLine[], { start, end }: Introduction) =>
  lines.slice(start, end + 1).some((line) => ADDRESS.test(line.text.slice(0, 600)));

/** In a container, lines that all look like headers are some, whatever their language. */
function holdsHeaders(lines: MailLine[], start: number): boolean {
  const first = lines.slice(start + 1, start + 12).filter((line) => !isBlank(line));
  const rest = first.findIndex((line) => !/^[^:：@]{1,30}[:：] ?\S/.test(line.text.slice(0, 60)));
  const headers = rest < 0 ? first : first.slice(0, rest);
  return headers.length >= 3 && headers.some((line) => hasDate(line.text));
}

function markContainer(lines: MailLine[], quoted: boolean[], start: number): void {
  const near = lines.slice(start, start + 3 * MAX_INTRODUCTION.lines);
  const quote = start + near.findIndex((line) => line.depth > 0);
  const introduction = lines.slice(start, quote).filter((line) => !isBlank(line));
  const text = introduction.map((line) => line.text).join(' ');
  if (introduction.length > MAX_INTRODUCTION.lines || text.length > MAX_INTRODUCTION.length) return;
  if (hasDate(text) && /@|[:：]$/.test(text)) quoted.fill(true, start, quote);
}

/** The rule, the bare "Original message" and the empty lines above a quote belong to it. */
function aboveRules(lines: MailLine[], at: number): number {
  let cut = at;
  while (cut > 0 && cut < lines.length && isFrame(lines[cut - 1])) cut--;
  return cut;
}

const isFrame = (line: MailLine | undefined) =>
  isBlank(line) || isRule(line) || isBareDivider(line?.text ?? '');
