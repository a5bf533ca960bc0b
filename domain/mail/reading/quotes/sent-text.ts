import { climb } from './climb.ts';
import { hasDate } from '../lines/mail-dates.ts';
import { isBlank, type MailLine } from '../lines/mail-line.ts';
import { addressesIn, type MailParties } from '../lines/mail-parties.ts';

/** Our mails are short; what is longer is recognised by its beginning. In characters. */
const MAX_SENT = 50_000;
/** A line of fewer letters may be anybody's. */
const MIN_LETTERS = 20;
/** Lines that are compared. */
const MAX_COMPARED = 400;

/**
 * The line from which the mail only repeats what we sent, without any sign of it, or the number of lines: some programs put
 * an answer above, an introduction in whatever language between, and mark nothing.
 */
export function sentFrom(lines: MailLine[], parties: MailParties): number {
  const sent = parties.sent.map((text) => letters(text.slice(0, MAX_SENT))).filter(Boolean);
  if (sent.length === 0) return lines.length;
  const repeats = (line: MailLine | undefined, least: number) => {
    const said = letters(line?.text.slice(0, 1_000) ?? '');
    return said.length >= least && sent.some((text) => text.includes(said));
  };
  const first = lines
    .slice(0, MAX_COMPARED)
    .findIndex((line) => line.depth === 0 && repeats(line, MIN_LETTERS));
  if (first < 0) return lines.length;
  const rest = lines.slice(first, first + MAX_COMPARED).filter((line) => line.depth === 0 && !isBlank(line));
  if (!rest.every((line) => repeats(line, 1))) return lines.length;
  let start = first;
  while (start > 0 && (isBlank(lines[start - 1]) || repeats(lines[start - 1], 2))) start--;
  return introduced(lines, start) ?? lines.length;
}

/** Without an introduction, or a second line of ours, it may be a sentence that its writer cites. */
function introduced(lines: MailLine[], start: number): number | null {
  const above = lines[start - 1];
  if (!above) return start;
  if (hasDate(above.text) || addressesIn(above.text).length > 0) return climb(lines, start - 1, { depth: 0 });
  return /[:：]$/.test(above.text) ? null : start;
}

const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
