import { inserting, type TextEdit } from '../format/text-edit.ts';

/** Into an empty box, or behind what is written, apart by an empty line. */
export function behind(text: string, put: string): TextEdit {
  const written = text.trimEnd();
  return inserting({ text, from: written.length, to: text.length }, written ? `\n\n${put}` : put);
}

/** In place of all that is written. */
export const inPlaceOf = (text: string, put: string): TextEdit =>
  inserting({ text, from: 0, to: text.length }, put);
