import { edited, type Selected, type TextEdit } from './text-edit.ts';

/** The only way to a change that the browser's own undo knows of; every browser has it. */
interface Typing {
  execCommand(command: 'insertText' | 'delete', showsUi: boolean, text: string): boolean;
}

export const selectedIn = ({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Selected => ({
  text: value,
  from: selectionStart,
  to: selectionEnd,
});

/** As if it were typed: Ctrl Z takes it back, and whoever listens to the box hears of it. */
export function putEdit(box: HTMLTextAreaElement, edit: TextEdit): void {
  const { from, to, put, select } = edit;
  const typing: Typing = document;
  box.focus();
  box.setSelectionRange(from, to);
  const wanted = edited({ text: box.value }, edit).text;
  if (put || to > from) typing.execCommand(put ? 'insertText' : 'delete', false, put);
  if (box.value !== wanted && (box.maxLength < 0 || wanted.length <= box.maxLength)) {
    box.value = wanted;
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }
  box.setSelectionRange(select.from, select.to);
}
