/** A text and what of it is selected; a caret selects nothing. */
export interface Selected {
  text: string;
  from: number;
  to: number;
}

/** `put` stands where `from` to `to` was, and `select` is selected then. */
export interface TextEdit {
  from: number;
  to: number;
  put: string;
  select: { from: number; to: number };
}

/** What the edit makes of the text. */
export const edited = ({ text }: Pick<Selected, 'text'>, { from, to, put, select }: TextEdit): Selected => ({
  text: text.slice(0, from) + put + text.slice(to),
  ...select,
});

/** Words in place of what is selected, the caret behind them. */
export const inserting = ({ from, to }: Selected, put: string): TextEdit => ({
  ...{ from, to, put },
  select: { from: from + put.length, to: from + put.length },
});

/** The same edit, apart from the words around it by empty lines, or by what is wanted. */
export function apart({ text, from, to }: Selected, put: string): TextEdit {
  const before = from === 0 || /\s$/.test(text.slice(0, from)) ? '' : ' ';
  const after = /^\s/.test(text.slice(to)) ? '' : ' ';
  return inserting({ text, from, to }, before + put + after);
}
