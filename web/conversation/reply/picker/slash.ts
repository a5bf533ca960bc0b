/** The name of a saved reply that is being typed: from its slash to the caret. */
export interface SlashWord {
  /** Where the slash stands. */
  from: number;
  typed: string;
}

/** Only where a word begins, so that dates, paths and "and/or" stay what they are. */
const AT_START = /(?:^|[\s([{])\/([\p{L}\p{M}\p{N}._-]*)$/u;

export function slashWord(text: string, caret: number): SlashWord | null {
  const typed = AT_START.exec(text.slice(0, caret))?.[1];
  return typed === undefined ? null : { from: caret - typed.length - 1, typed };
}

/** The text with what was typed replaced, and where the caret is then. */
export function withInserted(
  text: string,
  { from, typed }: SlashWord,
  inserted: string,
): { text: string; caret: number } {
  const before = text.slice(0, from);
  return {
    text: `${before}${inserted}${text.slice(from + typed.length + 1)}`,
    caret: before.length + inserted.length,
  };
}

/** The text with a slash at the caret, apart from the word before it. */
export function withSlash(text: string, caret: number): { text: string; caret: number } {
  const before = text.slice(0, caret);
  const slash = before === '' || /\s$/.test(before) ? '/' : ' /';
  return { text: before + slash + text.slice(caret), caret: before.length + slash.length };
}
