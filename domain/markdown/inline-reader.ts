import type { Inline } from './markdown-tree.ts';

/** Open marks beyond this are text: what is nested deeper was not written to be read. */
const MAX_OPEN = 16;

export type Star = '*' | '_';
export type Mark = Star | '**' | '__' | '[' | '![';

/** What was read behind a mark that is still open; the outermost has none and never closes. */
export interface Frame {
  mark: Mark | null;
  children: Inline[];
  outer: Frame | null;
  depth: number;
}

/** A text that has been read up to `at`. What is `plain` belongs to no node yet. */
export interface InlineReader {
  text: string;
  at: number;
  plain: string;
  top: Frame;
}

export function createReader(text: string): InlineReader {
  return { text, at: 0, plain: '', top: { mark: null, children: [], outer: null, depth: 0 } };
}

/** What stands at the place of reading. */
export function match(reader: InlineReader, sticky: RegExp): RegExpExecArray | null {
  sticky.lastIndex = reader.at;
  return sticky.exec(reader.text);
}

export function takePlain(reader: InlineReader, text: string): true {
  reader.plain += text;
  reader.at += text.length;
  return true;
}

export function push(reader: InlineReader, inline: Inline, length: number): true {
  flush(reader);
  reader.top.children.push(inline);
  reader.at += length;
  return true;
}

export function flush(reader: InlineReader): void {
  if (reader.plain) reader.top.children.push({ type: 'text', text: reader.plain });
  reader.plain = '';
}

/** One by one: so many arguments would not fit onto the stack. */
export function append(reader: InlineReader, inlines: Inline[]): void {
  for (const inline of inlines) reader.top.children.push(inline);
}

export function open(reader: InlineReader, mark: Mark): boolean {
  const { top } = reader;
  if (top.depth >= MAX_OPEN) return false;
  flush(reader);
  reader.top = { mark, children: [], outer: top, depth: top.depth + 1 };
  reader.at += mark.length;
  return true;
}

/** The innermost open mark of a kind. */
export function openMark(reader: InlineReader, is: (mark: Mark) => boolean | undefined): Frame | null {
  let frame: Frame | null = reader.top;
  while (frame && !(frame.mark && is(frame.mark))) frame = frame.outer;
  return frame;
}

/** Ends a mark and gives up those that are open inside it. */
export function close(reader: InlineReader, frame: Frame): Frame {
  while (reader.top !== frame) abandon(reader);
  flush(reader);
  reader.top = frame.outer ?? frame;
  return frame;
}

/** An open mark that nothing closes was text after all. */
export function abandon(reader: InlineReader): void {
  const { mark, children } = close(reader, reader.top);
  append(reader, [{ type: 'text', text: mark ?? '' }, ...children]);
}
