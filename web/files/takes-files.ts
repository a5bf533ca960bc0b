import type { AttachedFiles } from './attached-files.svelte.ts';

/** Lets an element take files that are dropped on it or pasted into it. Text that is pasted stays text. */
export function takesFiles(
  files: () => Pick<AttachedFiles, 'add'> | null,
): (element: HTMLElement) => () => void {
  return (element) => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      element.dataset['dropping'] = '';
    };
    const leave = () => delete element.dataset['dropping'];
    const drop = (event: DragEvent) => {
      leave();
      if (!hasFiles(event)) return;
      event.preventDefault();
      files()?.add([...(event.dataTransfer?.files ?? [])]);
    };
    const paste = (event: ClipboardEvent) => {
      const pasted = [...(event.clipboardData?.files ?? [])];
      if (pasted.length === 0 || event.clipboardData?.types.includes('text/plain')) return;
      event.preventDefault();
      files()?.add(pasted);
    };
    const stopping = new AbortController();
    const { signal } = stopping;
    element.addEventListener('dragover', over, { signal });
    element.addEventListener('dragleave', leave, { signal });
    element.addEventListener('drop', drop, { signal });
    element.addEventListener('paste', paste, { signal });
    return () => stopping.abort();
  };
}
