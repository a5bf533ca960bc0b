import { ADDRESS, beginsIntroduction, mayEndIntroduction } from './quotes/introduction.ts';
import { hasDay } from './lines/mail-dates.ts';
import { isBlank, type MailLine } from './lines/mail-line.ts';

/** A paragraph's last words and an introduction. */
const MAX_LENGTH = 600;
/** Where a sentence ends and the next may begin. */
const BOUNDARY = /(?<=[.!?…)"”]) {1,3}(?=[\p{Lu}\p{Lo}\p{Nd}])|(?<=[。！？]) {0,3}(?=[\p{Lo}\p{Lu}\p{Nd}])/gu;
const MAX_BOUNDARIES = 20;

/** Parts the introduction of a quote from the last line of an answer that some program glued it to. */
export function unglued(lines: MailLine[]): MailLine[] {
  return lines.flatMap((line, i) => {
    const at = isAboveSigns(lines, i) ? gluedAt(line) : 0;
    if (at === 0) return [line];
    const [own, introduction] = [line.text.slice(0, at).trim(), line.text.slice(at).trim()];
    return [
      { ...line, text: own, shown: own },
      { ...line, text: introduction, shown: introduction },
    ];
  });
}

function isAboveSigns(lines: MailLine[], at: number): boolean {
  if (lines[at]?.depth !== 0) return false;
  const next = isBlank(lines[at + 1]) ? lines[at + 2] : lines[at + 1];
  return (next?.depth ?? 0) > 0;
}

/** Where the introduction begins within the line; 0 when the line holds none, or nothing else. */
function gluedAt(line: MailLine): number {
  const from = Math.max(0, line.text.length - MAX_LENGTH);
  const text = line.text.slice(from);
  if (!mayEndIntroduction(line) || !ADDRESS.test(text)) return 0;
  const boundaries = [...text.matchAll(BOUNDARY)].slice(-MAX_BOUNDARIES).map((found) => found.index);
  const begins = boundaries.findLast((at, i) => {
    const rest = text.slice(at).trim();
    if (isBegun(text.slice(boundaries[i - 1] ?? 0, at).trim())) return false;
    return isSentence(text.slice(0, at)) && beginsIntroduction(rest) && hasDay(rest) && ADDRESS.test(rest);
  });
  return begins === undefined ? 0 : from + begins;
}

/** The writer's words, and not the abbreviated day with which the introduction itself begins: "ma 3. kesäk. 2026 …". */
const isSentence = (text: string) =>
  /[!?！？。]$/.test(text) ||
  (text.split(/\s+/).length >= 3 && !(beginsIntroduction(text) && /\p{Nd}/u.test(text)));

/** "Le mar." before "3 mars 2026 …": an introduction whose first words look like a sentence. */
const isBegun = (words: string) =>
  beginsIntroduction(`${words} `) && words.split(/\s+/).length <= 3 && /\.$/.test(words);
