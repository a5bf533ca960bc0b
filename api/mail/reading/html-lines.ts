import { Tokenizer } from 'htmlparser2';
import { isEmoji } from '../../../domain/text/emoji.ts';
import type { MailElement } from '../../../domain/mail/reading/html-roles.ts';
import type { MailLine } from '../../../domain/mail/reading/lines/mail-line.ts';
import { createElementStack } from './element-stack.ts';
import { createElementReader } from './html-elements.ts';
import { createLineBuilder } from './html-line-builder.ts';
import { shownTarget } from './link-target.ts';
import { shorten } from '../../../domain/text/shorten.ts';

/** Beyond this nobody reads. In characters. */
const MAX_HTML = 1_000_000;
/** The longest real mails have a tenth of it. */
const MAX_TAGS = 30_000;

const VOID = new Set('area base br col embed hr img input link meta source wbr'.split(' '));
const LINES = new Set(
  'address article aside body center dd details div dl dt fieldset figure footer form header html li main nav section table tbody tr'.split(
    ' ',
  ),
);
const PARAGRAPHS = new Set('blockquote h1 h2 h3 h4 h5 h6 ol p pre ul'.split(' '));
const CELLS = new Set(['td', 'th']);

/**
 * The lines of an HTML mail with what its structure says about each. Takes time linear in the mail, however hostile:
 * html-to-text, which says nothing of structure, took 2 to 3 times as long and had no stack for 20,000 open elements.
 */
export function htmlLines(html: string): MailLine[] {
  const source = shorten(html, MAX_HTML);
  const lines = createLineBuilder();
  let tags = 0;
  const count = () => {
    if (++tags > MAX_TAGS || lines.isFull()) tokenizer.pause();
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    createElementReader(source, layOut(lines, count)),
  );
  tokenizer.write(source);
  tokenizer.end();
  lines.breakLine();
  return lines.lines;
}

/** Enough to see whether a link's words are its target. */
const MAX_LINK_TEXT = 2_000;

/** Breaks lines where a browser would, and notes where each stands. */
function layOut(lines: ReturnType<typeof createLineBuilder>, count: () => void) {
  const stack = createElementStack();
  let hidden = false;
  let link: { href: string; text: string } | null = null;
  /** A link's target stands behind its words, as in mails that are text. */
  const endLink = () => {
    const target = link && shownTarget(link);
    link = null;
    if (target && !lines.isFull()) lines.add(` <${target}>`);
  };
  const move = () => {
    hidden = stack.isHidden();
    lines.moveTo(stack.place());
  };
  const breakAround = (name: string) => {
    if (PARAGRAPHS.has(name)) lines.blankLine();
    else if (LINES.has(name)) lines.breakLine();
  };
  const said = (text: string) => {
    if (hidden || lines.isFull()) return;
    lines.add(text);
    if (link && link.text.length < MAX_LINK_TEXT) link.text += text;
  };
  return {
    opened: (element: MailElement) => {
      const { name, attributes } = element;
      count();
      if (name === 'br') return lines.endLine();
      if (name === 'hr') return lines.addMark('rule');
      if (name === 'img') return said(pictureOf(attributes.get('alt') ?? ''));
      if (VOID.has(name)) return;
      // Nobody closed it, unless it still has to say something.
      if (name === 'a' || (breaks(name) && link?.text.trim())) endLink();
      if (name === 'a') link = { href: attributes.get('href') ?? '', text: '' };
      breakAround(name);
      if (name === 'tr' || name === 'table') lines.beginRow();
      if (CELLS.has(name)) lines.beginCell();
      const { role, moved } = stack.push(element);
      if (role === 'rest' || role === 'container') lines.addMark(role);
      if (moved) move();
    },
    closed: (name: string) => {
      count();
      if (name === 'a') endLink();
      breakAround(name);
      if (name === 'tr' || name === 'table') lines.endRow();
      if (stack.pop(name).moved) move();
    },
    said,
  };
}

const breaks = (name: string) => PARAGRAPHS.has(name) || LINES.has(name) || CELLS.has(name);

/** Mail programs draw the pictures that people write as images, with the sign itself beside them. */
const pictureOf = (alt: string) => (isEmoji(alt) ? alt : '');
