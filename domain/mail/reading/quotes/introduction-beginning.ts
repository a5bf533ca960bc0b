import { isBlank, type MailLine } from '../lines/mail-line.ts';
import { BEGINS_INTRODUCTION, saysWrote } from '../lines/writing-words.ts';

/** The date itself may be broken over several lines: then the last of them already looks complete. */
export function withItsBeginning(lines: MailLine[], start: number): number {
  const here = lines[start];
  if (!here) return start;
  const earlier = start - 1;
  if (BEGINS_INTRODUCTION.test(here.text)) return isBrokenOff(lines, earlier, here) ? earlier : start;
  for (let i = earlier; i >= Math.max(0, start - 2); i--) {
    const line = lines[i];
    if (!line || isBlank(line) || line.depth !== here.depth) return start;
    if (BEGINS_INTRODUCTION.test(line.text) && /\p{Nd}|,$/u.test(line.text) && !/[.!?]$/.test(line.text))
      return isBrokenOff(lines, i - 1, line) ? i - 1 : i;
    if (/@/.test(line.text) && saysWrote(line.text)) return i;
  }
  return start;
}

/** "On Mar 3, 2026,": begins like an introduction, holds a number and goes on below. */
function isBrokenOff(lines: MailLine[], at: number, { depth }: MailLine): boolean {
  const line = lines[at];
  return line?.depth === depth && BEGINS_INTRODUCTION.test(line.text) && /\p{Nd}.*[,،、]$/u.test(line.text);
}
