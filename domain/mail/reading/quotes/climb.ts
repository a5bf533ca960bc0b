import { isFrame } from './frame.ts';
import { hasDay } from '../lines/mail-dates.ts';
import { isBlank, type MailLine } from '../lines/mail-line.ts';
import { addressesIn } from '../lines/mail-parties.ts';
import { isLabelled } from './labelled-line.ts';

/** Programs put no more than this above a mail's header. */
const MAX_LINES = 8;

/**
 * The first line of what belongs to the quote that certainly begins at `at`: rules, framed lines, and directly above it
 * labelled lines with an address or a day, whatever their language. Blank lines go with what they part from the quote.
 */
export function climb(lines: MailLine[], at: number, { depth }: { depth: number }): number {
  let cut = at;
  for (let i = at - 1; i >= Math.max(0, at - MAX_LINES); i--) {
    const line = lines[i];
    if (!line || (line.depth !== depth && !isBlank(line))) break;
    if (isFrame(line)) cut = i;
    else if (isBlank(lines[i + 1]) || !isHeaderLike(line.text)) break;
    else cut = i;
  }
  return cut;
}

const isHeaderLike = (text: string) => isLabelled(text) && (hasDay(text) || addressesIn(text).length > 0);
