import { putEdit, selectedIn } from '../format/put-edit.ts';
import { edited, type Selected, type TextEdit } from '../format/text-edit.ts';
import type { AttachedFiles } from '../../../files/attached-files.svelte.ts';
import { placing, removing } from './picture-edits.ts';
import { isPlaceable, pictureName } from './picture-name.ts';

/** A text in which pictures stand, and where it is written while that is on the screen. */
interface Field {
  text: string;
  readonly box: HTMLTextAreaElement | undefined;
  readonly files: Pick<AttachedFiles, 'all' | 'add'>;
}

/** What is selected in the box; the text's end, where there is none. */
export function selectedOf({ text, box }: Pick<Field, 'text' | 'box'>): Selected {
  return box ? selectedIn(box) : { text, from: text.length, to: text.length };
}

/** As if it were typed, where it can be. */
export function editIn(field: Omit<Field, 'files'>, edit: TextEdit): void {
  if (field.box) putEdit(field.box, edit);
  else field.text = edited({ text: field.text }, edit).text;
}

/** Files that were pasted or dropped: pictures stand where the caret is, others beside the text. @returns whether they are taken. */
export function addPlaced(field: Field, chosen: File[]): boolean {
  const names = field.files.all.map(({ name }) => name);
  const placed: string[] = [];
  const files = chosen.map((file) => {
    if (!isPlaceable(file)) return file;
    placed.push(pictureName(file, [...names, ...placed]));
    return new File([file], placed.at(-1) ?? file.name, { type: file.type });
  });
  if (!field.files.add(files)) return false;
  if (placed.length > 0) editIn(field, placing(selectedOf(field), placed));
  return true;
}

/** Takes a picture that is gone out of the text, wherever it stands. */
export function unplace(field: Omit<Field, 'files'>, name: string): void {
  for (let edit = removing(field.text, name); edit; edit = removing(field.text, name)) {
    const before = field.text;
    editIn(field, edit);
    if (field.text === before) return;
  }
}
