import type { Attachment } from 'svelte/attachments';

/** Moves the focus to a heading after a navigation inside the app, as the browser does after a real one. */
export function focusOnArrival(moved: boolean): Attachment<HTMLElement> {
  return (heading) => {
    if (moved) heading.focus({ preventScroll: true });
  };
}
