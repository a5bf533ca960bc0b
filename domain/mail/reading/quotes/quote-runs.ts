import { mayEndIntroduction } from './introduction.ts';
import { hasDate } from '../lines/mail-dates.ts';
import { isBlank, saysSomething, type MailLine } from '../lines/mail-line.ts';
import { isDelimiter } from '../lines/reply-delimiter.ts';
import { endsWithWrote } from '../lines/writing-words.ts';

/** Lines in a row that are all quoted, or all the writer's own. */
export interface Run {
  start: number;
  /** Exclusive. */
  end: number;
  quoted: boolean;
}

export function runsOf(quoted: boolean[]): Run[] {
  const runs: Run[] = [];
  quoted.forEach((each, i) => {
    const last = runs.at(-1);
    if (last?.quoted === each) last.end = i + 1;
    else runs.push({ start: i, end: i + 1, quoted: each });
  });
  return runs;
}

/** Blank lines between two quotes part nothing: they go with the quotes. */
export function joinBlanks(lines: MailLine[], quoted: boolean[]): boolean[] {
  const joined = [...quoted];
  for (const run of runsOf(quoted)) {
    const between = run.start > 0 && run.end < lines.length;
    if (!run.quoted && between && lines.slice(run.start, run.end).every(isBlank))
      joined.fill(true, run.start, run.end);
  }
  return joined;
}

/** A quoted line this long was probably wrapped on its way, and its rest stands below without a quote sign. */
const WRAPPED_AT = 55;
const MAX_REST = 2;
const LINK_ONLY = /^[([<]{0,2}(?:https?:\/\/|www\.|mailto:)\S{1,2000}(?: ?>)?$/i;

/** Marks what a mail program's line breaks tore out of a quote. */
export function mendWraps(lines: MailLine[], quoted: boolean[]): boolean[] {
  const mended = [...quoted];
  for (const run of runsOf(quoted)) {
    const above = lines[run.start - 1];
    if (run.quoted || !above || above.depth === 0 || above.mark === 'quote' || run.end - run.start > MAX_REST)
      continue;
    const texts = lines.slice(run.start, run.end).map((line) => line.text);
    const wrapped = above.text.length >= WRAPPED_AT && !/[.!?:。！？]$/.test(above.text);
    const inside = (lines[run.end]?.depth ?? 0) > 0;
    if (texts.every((text) => LINK_ONLY.test(text) || (wrapped && /^\p{Ll}/u.test(text))))
      mended.fill(true, run.start, run.end);
    else if (inside && wrapped && texts.length === 1 && /^[^\p{Lu}]/u.test(texts[0] ?? ''))
      mended.fill(true, run.start, run.end);
  }
  return mended;
}

/** A longer quote is a mail that came along, unless its writer announces it and goes on about it below. */
const MAX_CITATION = 6;

/**
 * Lines with quote signs that nothing introduces are what their writer cites: one line, what is announced by a colon, and
 * what the writer goes on about below.
 */
export function keepCitations(lines: MailLine[], quoted: boolean[]): boolean[] {
  const kept = [...quoted];
  runsOf(quoted).forEach((run, i, runs) => {
    const cited = lines.slice(run.start, run.end);
    if (!run.quoted || !cited.every(isCitation)) return;
    const above = lines.slice(Math.max(0, run.start - 2), run.start).findLast((line) => !isBlank(line));
    const announced = cited.length === 1 || /[:：]$/.test(above?.text ?? '');
    const answered = says(lines, runs[i + 1]);
    const isCited = cited.length > MAX_CITATION ? announced && answered : announced || answered;
    if (above && isCited) kept.fill(false, run.start, run.end);
  });
  return kept;
}

/** Typed with its quote sign in a text, and neither an introduction nor what stands above our own mails' quotes. */
const isCitation = (line: MailLine) =>
  isBlank(line) ||
  (line.depth > 0 && line.mark !== 'quote' && !isIntroductory(line) && !isDelimiter(line.text));

/** Code ends in a colon, too. */
const isIntroductory = (line: MailLine) =>
  mayEndIntroduction(line) && (hasDate(line.text) || endsWithWrote(line.text) || line.text.includes('@'));

const says = (lines: MailLine[], run: Run | undefined) =>
  lines.slice(run?.start ?? 0, run?.end ?? 0).some((line) => saysSomething(line.text));

/**
 * Quotes with answers between them stay in the reply, because the answers mean nothing without them: every quote that
 * has an answer directly below, when there are at least two of that kind.
 */
export function keepAnswered(lines: MailLine[], quoted: boolean[]): boolean[] {
  const runs = runsOf(quoted);
  const answered = runs.filter((run, i) => run.quoted && isQuote(lines, run) && says(lines, runs[i + 1]));
  const kept = [...quoted];
  if (answered.length < 2) return kept;
  for (const run of answered) {
    const first = lines
      .slice(run.start, run.end)
      .findIndex((line) => line.depth > 0 && line.mark !== 'introduction');
    kept.fill(false, run.start + Math.max(0, first), run.end);
  }
  return kept;
}

/** More than an introduction whose quote lost its marks. */
const isQuote = (lines: MailLine[], { start, end }: Run) =>
  lines.slice(start, end).some((line) => line.depth > 0 && saysSomething(line.text));
