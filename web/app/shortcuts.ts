/** Letters are shortcuts only where nobody writes. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
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
  { keys: ['f'], does: 'Forward the message' },
  { keys: ['c'], does: 'New conversation' },
  { keys: ['/'], does: 'In a reply: a saved reply' },
  { keys: ['u'], does: 'Back to the list' },
  { keys: ['Ctrl', 'Enter'], does: 'Send (also ⌘ Enter)' },
  { keys: ['Ctrl', 'Shift', 'Enter'], does: 'Send and close' },
  { keys: ['z'], does: 'Undo the reply that is about to leave' },
  { keys: ['Esc'], does: 'Leave the reply box' },
  { keys: ['?'], does: 'This help' },
];
