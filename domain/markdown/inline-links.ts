import { abandon, append, close, match, openMark, push, type InlineReader } from './inline-reader.ts';

/** In characters; bounds how far ahead a mark may look for its end. */
const MAX_HREF = 2_000;

const SAFE_LINK = /^(https?:\/\/|mailto:)[^\s<>"]+$/i;
/** The part after a link's text: an address, which may hold pairs of parentheses, and perhaps a title. */
const LINK_TARGET = /^\]\(((?:[^()\n]|\([^()\n]*\))*)\)/;
const BARE_LINK = /https?:\/\/[^\s<>"'`\]]{3,2000}/iy;

/** `<https://…>` and `<somebody@example.org>` say where they end. */
const POINTED_LINK = /<((?:https?:\/\/|mailto:)?[^\s<>"]{3,2000})>/iy;
const ADDRESS = /^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}$/;

/** `[1]` is text: what follows it may hold links. */
export function closeLink(reader: InlineReader): boolean {
  const opened = openMark(reader, (mark) => mark.endsWith('['));
  if (!opened) return false;
  const [whole, target = ''] = LINK_TARGET.exec(reader.text.slice(reader.at, reader.at + MAX_HREF)) ?? [];
  if (!whole) {
    if (opened === reader.top) abandon(reader);
    return false;
  }
  const href = target.trim().replace(/\s.*/s, '');
  const { mark, children } = close(reader, opened);
  reader.at += whole.length;
  append(reader, mark === '[' && SAFE_LINK.test(href) ? [{ type: 'link', href, children }] : children);
  return true;
}

export function readBareLink(reader: InlineReader): boolean {
  const isWithin = /\w/.test(reader.text[reader.at - 1] ?? ' ') || openMark(reader, (mark) => mark === '[');
  const href = isWithin ? '' : withoutSentence(match(reader, BARE_LINK)?.[0] ?? '');
  return pushLink(reader, { href, text: href, length: href.length });
}

export function readPointedLink(reader: InlineReader): boolean {
  const [whole = '', text = ''] = match(reader, POINTED_LINK) ?? [];
  const href = ADDRESS.test(text) ? `mailto:${text}` : text;
  return pushLink(reader, { href, text, length: whole.length });
}

function pushLink(reader: InlineReader, link: { href: string; text: string; length: number }): boolean {
  const { href, text, length } = link;
  if (!SAFE_LINK.test(href)) return false;
  return push(reader, { type: 'link', href, children: [{ type: 'text', text }] }, length);
}

/** A bare address ends before what ends its sentence, and before a parenthesis that it did not open (as in GFM). */
function withoutSentence(address: string): string {
  let unopened = address.split(')').length - address.split('(').length;
  let end = address.length;
  while (/[.,;:!?*_)]/.test(address[end - 1] ?? '')) {
    if (address[end - 1] === ')' && unopened-- <= 0) break;
    end--;
  }
  return address.slice(0, end);
}
