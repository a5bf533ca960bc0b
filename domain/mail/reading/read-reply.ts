import { belowBanners } from './banner.ts';
import { findQuotes } from './quotes/find-quotes.ts';
import { unglued } from './glued-line.ts';
import { saysSomething, type MailLine } from './lines/mail-line.ts';
import { UNKNOWN_PARTIES, type MailParties } from './lines/mail-parties.ts';
import { countOtherSigns } from './quotes/quote-signs.ts';
import { joinBlanks, keepAnswered, keepCitations, mendWraps, runsOf } from './quotes/quote-runs.ts';
import { signatureStart } from './signature.ts';
import { textLines } from './text-lines.ts';

/** Beyond this a mail is a document: everything after it counts as quoted. In characters. */
const MAX_TEXT = 200_000;
const MAX_LINES = 20_000;

/** What stands around the writer's words: what they answer, their signature, what a filter put above. */
export type FoldedKind = 'quoted' | 'signature' | 'banner';

export interface MailPart {
  kind: 'reply' | FoldedKind;
  text: string;
}

/** A mail's body in its parts. Nothing is thrown away: the parts in their order are the whole body. */
export interface ReadReply {
  /** The writer's own words, with the quotes that answers stand between. */
  reply: string;
  /** Everything else in its order: quotes, signatures, what a phone adds. It is folded on the screen. */
  folded: string;
  parts: MailPart[];
  /** Where the writer said nothing, and what stands around their words was made the reply: the same, folded. */
  aside?: ReadReply;
}

const FOLDED: FoldedKind[] = ['quoted', 'signature', 'banner'];

/** What the folded text holds, each kind once. */
export const foldedKinds = ({ parts }: ReadReply): FoldedKind[] =>
  FOLDED.filter((kind) => parts.some((part) => part.kind === kind));

/** Separates what somebody wrote in a text body from what their mail program quoted around it. Linear in the text. */
export function readText(text: string, parties: MailParties = UNKNOWN_PARTIES): ReadReply {
  const lines = textLines(text.slice(0, MAX_TEXT));
  const read = readLines(lines.slice(0, MAX_LINES), parties);
  const rest = [shownText(lines.slice(MAX_LINES)), text.slice(MAX_TEXT)].join('');
  return rest === '' ? read : withParts([...read.parts, { kind: 'quoted', text: rest }]);
}

/**
 * The same for lines of either kind of body. When nothing of the writer's would be left, their signature is the reply, and
 * without one everything.
 */
export function readLines(given: MailLine[], parties: MailParties = UNKNOWN_PARTIES): ReadReply {
  const lines = unglued(countOtherSigns(given));
  const quoted = [joinBlanks, mendWraps, keepAnswered, keepCitations].reduce(
    (found, refine) => refine(lines, found),
    findQuotes(lines, parties),
  );
  const read = withParts(partsOf(lines, quoted));
  const quotes = read.parts.some(({ kind }) => kind === 'quoted');
  if (saysSomething(read.reply) || (quotes && isMark(read.reply))) return read;
  const unquoted = read.parts.map((part): MailPart =>
    part.kind === 'quoted' ? part : { ...part, kind: 'reply' },
  );
  const left = withParts(unquoted);
  const all = saysSomething(left.reply) ? left : withParts([{ kind: 'reply', text: shownText(lines) }]);
  // A body that is nothing but a quote is what somebody wanted to show.
  return read.parts.some(({ kind }) => kind !== 'quoted') ? { ...all, aside: read } : all;
}

/** "…", ":)" or "-" above a quote is an answer; a line of them is a frame. */
const isMark = (text: string) =>
  /^[^\s\p{L}\p{N}>|]{1,4}$/u.test(text) && !/^(?:[-_=*~#]{2,}|\|)$/.test(text);

function partsOf(lines: MailLine[], quoted: boolean[]): MailPart[] {
  return runsOf(quoted).flatMap((run, i): MailPart[] => {
    const text = (start: number, end: number) => shownText(lines.slice(start, end));
    if (run.quoted) return [{ kind: 'quoted', text: text(run.start, run.end) }];
    const begin = i === 0 ? belowBanners(lines, run) : run.start;
    const cut = signatureStart(lines, { start: begin, end: run.end });
    return [
      { kind: 'banner', text: text(run.start, begin) },
      { kind: 'reply', text: text(begin, cut) },
      { kind: 'signature', text: text(cut, run.end) },
    ];
  });
}

const shownText = (lines: MailLine[]) =>
  lines
    .map((line) => line.shown)
    .join('\n')
    .trim();

function withParts(all: MailPart[]): ReadReply {
  const parts = all.filter((part) => part.text !== '');
  const joined = (own: boolean) =>
    parts
      .filter((part) => (part.kind === 'reply') === own)
      .map((part) => part.text)
      .join('\n\n');
  return { reply: joined(true), folded: joined(false), parts };
}
