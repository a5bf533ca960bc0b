import { readStars } from './inline-emphasis.ts';
import { closeLink, readBareLink, readPointedLink } from './inline-links.ts';
import {
  abandon,
  createReader,
  flush,
  match,
  open,
  push,
  takePlain,
  type InlineReader,
} from './inline-reader.ts';
import type { Inline } from './markdown-tree.ts';

/** In characters; bounds how far ahead code may look for its end. */
const MAX_CODE = 2_000;

const PLAIN = /[^\\\n`*_![\]hH<]+/y;
const ESCAPED = /\\([\\`*_{}[\]()#+\-.!>~|])/y;
const TICKS = /`+/y;
/** `![torn-shade.jpg]`: a file of the message. What has an address behind it leads elsewhere, and is none. */
const PICTURE = /!\[([^[\]\\\n]{1,200}\.(?:png|jpe?g|gif|webp))\](?![([])/iy;

/** Inline Markdown in one pass over the text: every character is looked at a bounded number of times. */
export function parseInline(text: string): Inline[] {
  const reader = createReader(text);
  while (reader.at < text.length) {
    takePlain(reader, match(reader, PLAIN)?.[0] ?? '');
    const character = text[reader.at];
    if (character && !readMark(reader, character)) takePlain(reader, character);
  }
  while (reader.top.outer) abandon(reader);
  flush(reader);
  return reader.top.children;
}

function readMark(reader: InlineReader, character: string): boolean {
  switch (character) {
    case '\\':
      return readEscaped(reader);
    case '\n':
      return push(reader, { type: 'break' }, 1);
    case '`':
      return readCode(reader);
    case '*':
    case '_':
      return readStars(reader, character);
    case '!':
      return reader.text[reader.at + 1] === '[' && (readPicture(reader) || open(reader, '!['));
    case '[':
      return open(reader, '[');
    case ']':
      return closeLink(reader);
    case '<':
      return readPointedLink(reader);
    default:
      return readBareLink(reader);
  }
}

function readEscaped(reader: InlineReader): boolean {
  const [, escaped] = match(reader, ESCAPED) ?? [];
  if (!escaped) return false;
  reader.at++;
  return takePlain(reader, escaped);
}

function readPicture(reader: InlineReader): boolean {
  const [whole = '', name = ''] = match(reader, PICTURE) ?? [];
  return whole !== '' && push(reader, { type: 'picture', name }, whole.length);
}

function readCode(reader: InlineReader): boolean {
  const [ticks = ''] = match(reader, TICKS) ?? [];
  const from = reader.at + ticks.length;
  const length = reader.text.slice(from, from + MAX_CODE).indexOf(ticks);
  if (length < 0) return takePlain(reader, ticks);
  const inner = reader.text.slice(from, from + length).replace(/\n/g, ' ');
  return push(reader, { type: 'code', text: inner.trim() || inner }, length + 2 * ticks.length);
}
