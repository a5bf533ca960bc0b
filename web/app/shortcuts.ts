/** Letters are shortcuts only where nobody writes. */
export function isTyping(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey || isWriting(event);
}

/** The focus is where words go. */
export function isWriting(event: KeyboardEvent): boolean {
  const target = event.target as Element | null;
  // A closed dialog keeps the focus until the next frame; whoever types by then means the page.
  return target?.closest?.('input, textarea, select, dialog[open], [contenteditable]') !== null;
}

export const SHORTCUTS: { keys: string[]; does: string }[] = [
  { keys: ['j', '↓'], does: 'Next conversation' },
  { keys: ['k', '↑'], does: 'Conversation before' },
  { keys: ['Enter'], does: 'Open it' },
  { keys: ['r'], does: 'Write a reply' },
  { keys: ['n'], does: 'Write a note' },
  { keys: ['u'], does: 'Back to the list' },
  { keys: ['Ctrl', 'Enter'], does: 'Send (also ⌘ Enter)' },
  { keys: ['a'], does: 'Assign' },
  { keys: ['t'], does: 'Add a tag' },
  { keys: ['z'], does: 'Snooze' },
  { keys: ['v'], does: 'Take over' },
  { keys: ['b'], does: 'Hand back' },
  { keys: ['!'], does: 'Spam' },
  { keys: ['Ctrl', 'z'], does: 'Undo the last act, or the reply that is about to leave' },
  { keys: ['Esc'], does: 'Leave the reply box' },
  { keys: ['?'], does: 'This help' },
];
