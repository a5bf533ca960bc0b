import { headerKind, type HeaderKind } from '../lines/header-names.ts';
import { ADDRESS } from './introduction.ts';
import { hasDate, hasDay } from '../lines/mail-dates.ts';
import { isAnnounced } from './announced.ts';
import { isBlank, isRule, type MailLine } from '../lines/mail-line.ts';
import { holdsOurName, namesCustomer, namesUs, type MailParties } from '../lines/mail-parties.ts';

/** Headers, wrapped recipients and the blank lines some programs put between. */
const MAX_LINES = 16;
/** Lines that continue a header, in a row. */
const MAX_WRAPPED = 3;

/**
 * Whether "From: … Sent: … To: … Subject: …" begins here, in whatever order, language and decoration. One header proves
 * nothing, because people write "From:" and "Date:" too; and without an address, with nothing above or announced by a colon,
 * they are what somebody filled in.
 */
export function isHeaderBlock(
  lines: MailLine[],
  at: number,
  { parties, isFirst }: { parties: MailParties; isFirst: boolean },
): boolean {
  const first = lines[at];
  if (!first || headerKind(first.text) === null) return false;
  const found = new Map<HeaderKind, string>();
  let wrapped = 0;
  let last = at;
  for (let i = at; i < Math.min(lines.length, at + MAX_LINES); i++) {
    const line = lines[i];
    if (!line || line.depth !== first.depth || isRule(line)) break;
    const kind = headerKind(line.text);
    if (kind && !found.has(kind)) found.set(kind, line.text.slice(0, 500));
    if (kind) last = i;
    wrapped = kind ? 0 : wrapped + 1;
    if (wrapped > MAX_WRAPPED || (isBlank(line) && isBlank(lines[i + 1]))) break;
    if (isBlank(line) && headerKind(lines[i + 1]?.text ?? '') === null) break;
  }
  if (isOneLineHeader(first.text)) return true;
  const isNamed = [...found.values()].some((header) => ADDRESS.test(header));
  const isForm = !isNamed && (isFirst || isInside(lines, at) || isAnnounced(lines, at));
  if (isMailHeader(found) && !isForm) return found.has('subject') || !isCited(lines, at, { found, parties });
  return isBetweenNames(found, { parties, below: lines.slice(last + 1, last + MAX_BELOW) });
}

function isMailHeader(found: Map<HeaderKind, string>): boolean {
  const sender = found.get('from');
  const dated = hasDate(found.get('date') ?? '');
  if (sender !== undefined && !/[:：].*\p{L}/u.test(sender)) return false;
  if (found.has('subject') && found.size >= 4) return true;
  if (sender === undefined) return found.has('subject') && dated && found.has('to');
  const named = ADDRESS.test(sender) || ADDRESS.test(found.get('to') ?? '');
  return found.has('subject') ? dated || named : dated && named;
}

/** HTML without line breaks: "From: ana@acme.com Date: Thu, 24 Nov 2026 03:40". */
function isOneLineHeader(text: string): boolean {
  const line = text.slice(0, 1_000);
  if (headerKind(line) !== 'from' || !ADDRESS.test(line)) return false;
  const inner = line.split(/(?=(?<=\s)\*?\p{L}{2,20}\*? ?[:：])/u).slice(1);
  return inner.some((part) => headerKind(part) === 'date' && hasDate(part));
}

function isInside(lines: MailLine[], at: number): boolean {
  const above = isBlank(lines[at - 1]) ? lines[at - 2] : lines[at - 1];
  return headerKind(above?.text ?? '') !== null;
}

/** Without a subject, headers that the writer announces, or of a mail to us, are what the writer shows us. */
function isCited(
  lines: MailLine[],
  at: number,
  { found, parties }: { found: Map<HeaderKind, string>; parties: MailParties },
): boolean {
  return isAnnounced(lines, at) || namesUs(found.get('to') ?? '', parties) || isInside(lines, at);
}

/** How far below a mail's signature is looked for. */
const MAX_BELOW = 100;

/**
 * "From: Ana, Sent: …, To: Kim" without any address is a mail's only between people we know, or when the mail below greets
 * whom it is to or is signed by whom it is from: others travel from town to town.
 */
function isBetweenNames(
  found: Map<HeaderKind, string>,
  { parties, below }: { parties: MailParties; below: MailLine[] },
): boolean {
  const [from, to] = [found.get('from'), found.get('to')];
  if (from === undefined || to === undefined || !hasDay(found.get('date') ?? '')) return false;
  if (namesCustomer(to, parties) || holdsOurName(from, parties)) return true;
  const next = below.find((line) => !isBlank(line))?.text ?? '';
  const greeted = next.length < MAX_GREETING && /[,!:，、：！]$/.test(next) && next.includes(firstName(to));
  return greeted || below.some(({ text }) => text === valueOf(from));
}

const MAX_GREETING = 60;
const valueOf = (header: string) =>
  header
    .replace(/^[^:：]*[:：]/, '')
    .replace(/[*"]/g, '')
    .trim();
/** Never empty, which every line would include. */
const firstName = (header: string) => valueOf(header).split(/[\s,]/, 1)[0] || header;
