import type { Attachment } from 'svelte/attachments';
import type { Suggesting } from './suggesting.svelte.ts';

/** Escape closes the suggestions first. Without this it would lead out of the conversation. */
export function closesOnEscape(suggesting: Suggesting): Attachment<HTMLElement> {
  return (form) => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isAbove = event.target instanceof Element && event.target.closest('dialog, [popover]');
      if (event.key !== 'Escape' || !suggesting.open || isAbove) return;
      event.stopPropagation();
      suggesting.close();
    };
    form.addEventListener('keydown', onKeyDown);
    return () => form.removeEventListener('keydown', onKeyDown);
  };
}
