import type { ActId } from '../../../keys/known-acts.ts';
import { isManyLines, toggleFence, toggleLines } from './lines.ts';
import { toggleMark } from './marks.ts';
import type { Selected, TextEdit } from './text-edit.ts';

/** What the bar and its keys do to the text. A link asks first. */
export const FORMATS = ['bold', 'italic', 'link', 'list', 'numbers', 'quote', 'code'] as const;
export type Format = (typeof FORMATS)[number];

export const FORMAT_ACTS: Partial<Record<Format, ActId>> = {
  bold: 'bold',
  italic: 'italic',
  link: 'link',
  list: 'bulletedList',
  numbers: 'numberedList',
};

export function formatted(selected: Selected, format: Exclude<Format, 'link'>): TextEdit {
  switch (format) {
    case 'bold':
      return toggleMark(selected, '**');
    case 'italic':
      return toggleMark(selected, '*');
    case 'code':
      return isManyLines(selected) ? toggleFence(selected) : toggleMark(selected, '`');
    default:
      return toggleLines(selected, format);
  }
}

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** The format that a key asks for. Digits by their place: with Shift they are other signs in every language. */
export function formatOf({ key, code, ctrlKey, metaKey, shiftKey, altKey }: Pressed): Format | null {
  if (!(ctrlKey || metaKey) || altKey) return null;
  const letter = key.toLowerCase();
  if (!shiftKey) return letter === 'b' ? 'bold' : letter === 'i' ? 'italic' : null;
  if (letter === 'l') return 'link';
  return code === 'Digit7' ? 'numbers' : code === 'Digit8' ? 'list' : null;
}
