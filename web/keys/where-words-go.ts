/** The focus is where words go: keys are letters there. A checkbox takes none. */
export function isWriting({ target }: Pick<Event, 'target'>): boolean {
  // A closed dialog keeps the focus until the next frame; whoever types by then means the page.
  const field =
    target instanceof Element
      ? target.closest('input, textarea, select, dialog[open], [contenteditable]')
      : null;
  return field !== null && field.getAttribute('type') !== 'checkbox';
}

/** A dialog or a menu has the keys. */
export const somethingLiesOver = () => document.querySelector(':popover-open, dialog[open]') !== null;
