import { Tokenizer } from 'htmlparser2';
import { isHidden, roleOf, type MailElement } from '../../domain/reading/html-roles.ts';
import type { LineMark, MailLine } from '../../domain/reading/mail-line.ts';
import { createLineBuilder } from './html-line-builder.ts';
import { createElementReader } from './html-elements.ts';

/** Beyond this nobody reads. In characters. */
const MAX_HTML = 1_000_000;
/** The longest real mails have a tenth of it. */
const MAX_TAGS = 30_000;
/** Elements with a meaning within each other; deeper ones count as their outer one. */
const MAX_DEPTH = 50;

const VOID = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'wbr',
]);
const LINES = new Set(
  'address article aside body center dd details div dl dt fieldset figure footer form header html li main nav section table tbody tr'.split(
    ' ',
  ),
);
const PARAGRAPHS = new Set('blockquote h1 h2 h3 h4 h5 h6 ol p pre ul'.split(' '));
const CELLS = new Set(['td', 'th']);
/** A new one ends the last: their end tags are optional. */
const ENDED_BY_NEXT = new Set(['p', 'li', 'td', 'th', 'tr', 'dd', 'dt', 'option']);

interface OpenElement {
  name: string;
  role: LineMark | null;
  hidden: boolean;
  preformatted: boolean;
  /** Elements of the same name inside it that are open and mean nothing. */
  nested: number;
}

/**
 * The lines of an HTML mail with what its structure says about each. Only elements that mean something are kept on a
 * stack, so that no nesting, however deep or wrong, costs more than time linear in the mail.
 */
export function htmlLines(html: string): MailLine[] {
  const builder = createLineBuilder();
  const open: OpenElement[] = [];
  let hidden = 0;

  const move = () =>
    builder.moveTo({
      depth: open.filter((each) => each.role === 'quote').length,
      mark: open.findLast((each) => each.role === 'introduction' || each.role === 'signature')?.role ?? null,
      preformatted: open.some((each) => each.preformatted),
    });

  const popTo = (index: number) => {
    hidden -= open.splice(index).filter((each) => each.hidden).length;
    move();
  };

  const breakAround = (name: string) => {
    if (PARAGRAPHS.has(name)) builder.blankLine();
    else if (LINES.has(name)) builder.breakLine();
  };

  const opened = (element: MailElement) => {
    const { name } = element;
    if (name === 'br') return builder.endLine();
    if (name === 'hr') return builder.addMark('rule');
    if (VOID.has(name)) return;
    breakAround(name);
    // Cells stand apart on the screen; hand-written tables without any look have their blanks in the source.
    if (CELLS.has(name) && element.attributes.size > 0) builder.add(' ');
    const same = open.findLastIndex((each) => each.name === name);
    if (same >= 0 && ENDED_BY_NEXT.has(name)) popTo(same);
    const role = roleOf(element);
    const means = { role, hidden: isHidden(element), preformatted: name === 'pre' };
    if (role === 'rest' || role === 'container') builder.addMark(role);
    if (open.length < MAX_DEPTH && (role || means.hidden || means.preformatted)) {
      open.push({ name, ...means, nested: 0 });
      hidden += Number(means.hidden);
      move();
    } else {
      const outer = open.findLast((each) => each.name === name);
      if (outer) outer.nested++;
    }
  };

  const closed = (name: string) => {
    breakAround(name);
    const index = open.findLastIndex((each) => each.name === name);
    const element = open[index];
    if (!element) return;
    if (element.nested > 0) element.nested--;
    else popTo(index);
  };

  let tags = 0;
  const source = html.slice(0, MAX_HTML);
  const count = () => {
    if (++tags > MAX_TAGS || builder.isFull()) tokenizer.pause();
  };
  const reader = createElementReader(source, {
    opened: (element) => {
      opened(element);
      count();
    },
    closed: (name) => {
      closed(name);
      count();
    },
    said: (text) => {
      if (hidden === 0 && !builder.isFull()) builder.add(text);
    },
  });
  const tokenizer = new Tokenizer({ decodeEntities: true }, reader);
  tokenizer.write(source);
  tokenizer.end();
  builder.breakLine();
  return builder.lines;
}
