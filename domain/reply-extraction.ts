import { isQuoteIntroduction, isMailHeaderBlock, isFooter, REPLY_DELIMITER } from './quote-markers.ts';

/** Beyond this a mail is a document: everything after it counts as quoted. In characters. */
const MAX_TEXT = 200_000;
/** The longest line a marker may stand on. */
const MAX_LINE = 500;

export interface ExtractedReply {
  /** The writer's own words. */
  reply: string;
  /** Everything else, in its order; nothing is thrown away. */
  quoted: string;
}

/**
 * Separates what somebody wrote from what their mail program quoted below it. Cuts at the first of: our own delimiter, an
 * "On … wrote:" line in many languages, a From/Sent block, quoted lines down to the end, a phone's footer.
 * When nothing would be left, everything is the reply. Takes time linear in the text.
 */
export function extractReply({ text }: { text: string }): ExtractedReply {
  const whole = normalise(text);
  const kept = whole.slice(0, MAX_TEXT);
  const lines = kept.split('\n');
  const cut = trimEnd(lines, firstQuotedLine(lines));
  const reply = lines.slice(0, cut).join('\n').trim();
  if (!/[\p{L}\p{N}\p{S}]/u.test(reply)) return { reply: whole, quoted: '' };
  return { reply, quoted: (lines.slice(cut).join('\n') + whole.slice(MAX_TEXT)).trim() };
}

/** Line by line, because an expression that looks for the blanks before a line's end is quadratic in them. */
function normalise(text: string): string {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00A0\u202F]/g, ' ')
    .replace(/[\0\u200B-\u200F\u2060\uFEFF]/g, '')
    .split('\n')
    .map((line) => line.trimEnd());
  return lines
    .filter((line, i) => line !== '' || lines[i - 1] !== '')
    .join('\n')
    .trim();
}

function firstQuotedLine(lines: string[]): number {
  const delimiter = lines.findIndex((line) => line.length < MAX_LINE && line.includes(REPLY_DELIMITER));
  const end = delimiter < 0 ? lines.length : delimiter;
  for (let i = 0; i < end; i++) {
    const line = lines[i] ?? '';
    if (line.length > MAX_LINE) continue;
    if (isQuoteIntroduction(lines, i) || isMailHeaderBlock(lines, i)) return i;
    if (isQuoted(line) && onlyQuotesFrom(lines, i, end)) return i;
  }
  return end;
}

const isQuoted = (line: string) => /^\s*>/.test(line.slice(0, 20));

/** Words between quotes are an answer to them: then the quotes stay, because the answer needs them. */
function onlyQuotesFrom(lines: string[], start: number, end: number): boolean {
  if (start > 0 && isQuoted(lines[start - 1] ?? '')) return false;
  for (let i = start; i < end; i++) {
    const line = lines[i] ?? '';
    if (!isQuoted(line) && line.trim() !== '') return false;
  }
  return true;
}

/** Moves the cut above the footer and the empty lines that precede it. */
function trimEnd(lines: string[], cut: number): number {
  let end = cut;
  const back = () => {
    while (end > 0 && (lines[end - 1] ?? '').trim() === '') end--;
  };
  back();
  while (end > 1 && isFooter(lines[end - 1] ?? '')) {
    end--;
    back();
  }
  return end;
}
