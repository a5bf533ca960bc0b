import { pictureMark } from '../../../../domain/markdown/picture-mark.ts';
import { apart, type Selected, type TextEdit } from '../format/text-edit.ts';

/** Pictures at the caret, each apart from the words around it. */
export const placing = (selected: Selected, names: readonly string[]): TextEdit =>
  apart(selected, names.map(pictureMark).join('\n'));

/** The text without the first place of a picture; null when it stands nowhere. */
export function removing(text: string, name: string): TextEdit | null {
  const mark = pictureMark(name);
  const at = text.indexOf(mark);
  if (at < 0) return null;
  const end = at + mark.length;
  const before = text[at - 1] ?? '\n';
  const after = text[end] ?? '\n';
  const gap = /\s/.test(before) && /\s/.test(after) && end < text.length ? 1 : 0;
  return { from: at, to: end + gap, put: '', select: { from: at, to: at } };
}
