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
  { keys: ['/'], does: 'Search conversations' },
  { keys: ['r'], does: 'Write a reply' },
  { keys: ['n'], does: 'Write a note' },
  { keys: ['f'], does: 'Forward the message' },
  { keys: ['c'], does: 'New conversation' },
  { keys: ['/'], does: 'In a reply: a saved reply' },
  { keys: ['Esc'], does: 'Back to the list, or choose none' },
  { keys: ['x'], does: 'Choose it' },
  { keys: ['Shift', 'X'], does: 'Choose up to it' },
  { keys: ['Ctrl', 'A'], does: 'Choose all that are loaded' },
  { keys: ['u'], does: 'Mark unread' },
  { keys: ['e'], does: 'Close what is chosen' },
  { keys: ['Ctrl', 'Z'], does: 'Undo what was done to several' },
  { keys: ['Ctrl', 'Enter'], does: 'Send (also ⌘ Enter)' },
  { keys: ['Ctrl', 'Shift', 'Enter'], does: 'Send and close' },
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
