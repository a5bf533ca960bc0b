export type PlainPart = { type: 'text'; text: string } | { type: 'link'; href: string; text: string };

/** http and https only, ended by white space, quotes and angle brackets; closing punctuation belongs to the sentence. */
const LINK = /\bhttps?:\/\/[^\s<>"']{3,2000}/gi;
const TRAILING = /[.,;:!?…'")\]}>]+$/;

/** A customer's own text with its web addresses found. Nothing in it is markup. */
export function autolink(text: string): PlainPart[] {
  const parts: PlainPart[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const href = withoutTrailing(match[0]);
    if (!URL.canParse(href)) continue;
    if (match.index > from) parts.push({ type: 'text', text: text.slice(from, match.index) });
    parts.push({ type: 'link', href, text: href });
    from = match.index + href.length;
  }
  if (from < text.length) parts.push({ type: 'text', text: text.slice(from) });
  return parts;
}

/** A closing bracket stays when the address opened it, as in Wikipedia's. */
function withoutTrailing(link: string): string {
  const cut = link.replace(TRAILING, '');
  return cut.includes('(') && link[cut.length] === ')' ? `${cut})` : cut;
}
