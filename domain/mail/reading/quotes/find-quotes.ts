import { introducesGreeting, introductionAbove } from './above-quote.ts';
import { climb } from './climb.ts';
import { isDivider } from './frame.ts';
import { isHeaderBlock } from './header-block.ts';
import { headerKind } from '../lines/header-names.ts';
import {
  ADDRESS,
  beginsIntroduction,
  introductionEndingAt,
  isAboveQuote,
  mayEndIntroduction,
  type Introduction,
} from './introduction.ts';
import { blocksFromUs } from './labelled-block.ts';
import { hasDate } from '../lines/mail-dates.ts';
import { isBlank, saysSomething, type MailLine } from '../lines/mail-line.ts';
import { type MailParties } from '../lines/mail-parties.ts';
import { isNotesBlock } from './notes-block.ts';
import { isDelimiter } from '../lines/reply-delimiter.ts';
import { lowerWords } from '../lines/sentence.ts';
import { sentFrom } from './sent-text.ts';
import { endsWithWrote } from '../lines/writing-words.ts';

/** Real mails have a handful of places where a quote may begin; a hostile one could have a hundred thousand. */
const MAX_CANDIDATES = 500;
/** An introduction in a mail program's own container, in a language we do not know. */
const MAX_INTRODUCTION = { lines: 4, length: 400 };

/** "On …, Ana <…> wrote:" has one in most languages, and no more than two in any. */
const MAX_LOWER = 2;

/** For every line whether it is quoted: by its depth, or by what stands above quotes. Linear in the lines. */
export function findQuotes(lines: MailLine[], parties: MailParties): boolean[] {
  const quoted = lines.map((line) => line.depth > 0 || line.mark === 'introduction');
  const rest = Math.min(firstOfRest(lines, quoted, parties), sentFrom(lines, parties));
  markAboveSigns(lines, quoted, parties);
  const start = rest < lines.length ? climb(lines, rest, { depth: lines[rest]?.depth ?? 0 }) : rest;
  return quoted.map((each, i) => each || i >= start);
}

/** The line from which everything to the end is quoted. On the way it marks the introductions of quotes that end earlier. */
function firstOfRest(lines: MailLine[], quoted: boolean[], parties: MailParties): number {
  const fromUs = blocksFromUs(lines, parties);
  let candidates = 0;
  let said = lines.length;
  for (const [i, line] of lines.entries()) {
    if (quoted[i]) continue;
    if (line.mark === 'rest' || isDelimiter(line.text) || isDivider(lines, i) || fromUs.has(i)) return i;
    if (line.mark === 'container' && candidates++ < MAX_CANDIDATES) {
      if (holdsHeaders(lines, i)) return i;
      markContainer(lines, quoted, i);
    }
    if (candidates < MAX_CANDIDATES && mayBegin(line)) {
      candidates++;
      const isFirst = said === lines.length;
      if (isHeaderBlock(lines, i, { parties, isFirst }) || isNotesBlock(lines, i)) return i;
      if (!isFirst && introducesGreeting(lines, i, parties)) return i;
      const found = mayEndIntroduction(line) ? introductionEndingAt(lines, i, parties) : null;
      const aboveQuote = found && isAboveQuote(lines, found.end);
      if (found && !aboveQuote && said < found.start) return found.start;
      // With nothing before it and no quote after it, the quote's marks were lost: what follows may be the answer.
      if (found && (aboveQuote || isProgramMade(lines, found))) quoted.fill(true, found.start, found.end + 1);
    }
    if (!quoted[i] && said > i && saysSomething(line.text)) said = i;
  }
  return lines.length;
}

const mayBegin = (line: MailLine) =>
  mayEndIntroduction(line) ||
  headerKind(line.text) !== null ||
  (line.text.includes('@') && line.text.length < 200);

/** As mail programs write it, and no sentence with which somebody begins. */
function isProgramMade(lines: MailLine[], { start, end }: Introduction): boolean {
  const text = lines
    .slice(start, end + 1)
    .map((line) => line.text)
    .join(' ')
    .slice(0, MAX_INTRODUCTION.length);
  return (
    ADDRESS.test(text) && endsWithWrote(text) && beginsIntroduction(text) && lowerWords(text) <= MAX_LOWER
  );
}

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

/** What introduces the quotes with signs, in languages we do not know, and the frames above it. */
function markAboveSigns(lines: MailLine[], quoted: boolean[], parties: MailParties): void {
  let candidates = 0;
  for (const [i, line] of lines.entries()) {
    if (line.depth === 0 || i === 0 || (lines[i - 1]?.depth ?? 0) > 0) continue;
    if (candidates++ >= MAX_CANDIDATES) return;
    const found = introductionAbove(lines, i, parties);
    if (found) quoted.fill(true, found.start, i);
  }
}
