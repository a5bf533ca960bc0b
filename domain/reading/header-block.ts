import { headerKind, type HeaderKind } from './header-names.ts';
import { ADDRESS } from './introduction.ts';
import { hasDate } from './mail-dates.ts';
import { isBlank, isRule, type MailLine } from './mail-line.ts';

/** Headers, wrapped recipients and the blank lines some programs put between. */
const MAX_LINES = 16;
/** Lines that continue a header, in a row. */
const MAX_WRAPPED = 3;

/**
 * Whether "From: … Sent: … To: … Subject: …" begins here, in whatever order, language and decoration. One header proves
 * nothing, because people write "From:" and "Date:" too.
 */
export function isHeaderBlock(lines: MailLine[], at: number): boolean {
  const first = lines[at];
  if (!first || headerKind(first.text) === null) return false;
  const found = new Map<HeaderKind, string>();
  let wrapped = 0;
  for (let i = at; i < Math.min(lines.length, at + MAX_LINES); i++) {
    const line = lines[i];
    if (!line || line.depth !== first.depth || isRule(line)) break;
    const kind = headerKind(line.text);
    if (kind && !found.has(kind)) found.set(kind, line.text.slice(0, 500));
    wrapped = kind ? 0 : wrapped + 1;
    if (wrapped > MAX_WRAPPED || (isBlank(line) && isBlank(lines[i + 1]))) break;
    if (isBlank(line) && headerKind(lines[i + 1]?.text ?? '') === null) break;
  }
  return isMailHeader(found) || isOneLineHeader(first.text);
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
  const line = text.slice(0, 600);
  if (headerKind(line) !== 'from' || !ADDRESS.test(line)) return false;
  const inner = line.split(/(?=(?<=\s)\*?\p{L}{2,20}\*? ?[:：])/u).slice(1);
  return inner.some((part) => headerKind(part) === 'date' && hasDate(part));
}
