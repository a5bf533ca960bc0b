import {
  close,
  flush,
  open,
  openMark,
  push,
  takePlain,
  type Frame,
  type InlineReader,
  type Star,
} from './inline-reader.ts';

/** `snake_case` is one word: an underscore within one marks nothing. */
const WORD = /[\p{L}\p{N}]/u;

const DOUBLE = { '*': '**', _: '__' } as const;

/** What neither opens nor closes is text as a whole: half of two stars means nothing. */
export function readStars(reader: InlineReader, star: Star): boolean {
  const { text, at } = reader;
  let run = 1;
  while (run < 3 && text[at + run] === star) run++;
  const [before = ' ', after = ' '] = [text[at - 1], text[at + run]];
  const isInside = (neighbour: string) => star === '_' && WORD.test(neighbour);
  if (!/\s/.test(before) && !isInside(after) && closeStars(reader, star, run)) return true;
  if (!/\s/.test(after) && !isInside(before) && open(reader, run > 1 ? DOUBLE[star] : star)) return true;
  return takePlain(reader, star.repeat(run));
}

/** Three stars close what was opened last, which is the inner one; what is left of them closes the outer. */
function closeStars(reader: InlineReader, star: Star, run: number): boolean {
  const opened = openMark(reader, (mark) => (run > 2 ? mark.startsWith(star) : mark === star.repeat(run)));
  flush(reader);
  if (!opened || (opened === reader.top && opened.children.length === 0)) return false;
  const { mark, children } = close(reader, turnInsideOut(opened, reader.top));
  return push(
    reader,
    mark?.[1] ? { type: 'strong', children } : { type: 'emphasis', children },
    mark?.length ?? 0,
  );
}

/** Of three stars that opened at once, those that close first are the inner ones. @returns the inner. */
function turnInsideOut(closing: Frame, top: Frame): Frame {
  if (top.outer !== closing || closing.children.length > 0 || top.mark?.[0] !== closing.mark?.[0])
    return closing;
  [closing.mark, top.mark] = [top.mark, closing.mark];
  return top;
}
