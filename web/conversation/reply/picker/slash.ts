import { inserting, type Selected, type TextEdit } from '../format/text-edit.ts';

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

/** A slash at the caret, apart from the word before it. */
export function slashing({ text, to }: Selected): TextEdit {
  const before = text.slice(0, to);
  return inserting({ text, from: to, to }, before === '' || /\s$/.test(before) ? '/' : ' /');
}
