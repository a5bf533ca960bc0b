/** Where a key means something. What stands first here wins where several have it. */
export const PLACES = ['chosen', 'conversation', 'list', 'everywhere', 'goTo', 'writing'] as const;
export type Place = (typeof PLACES)[number];

export const PLACE_WORDS: Record<Place, string> = {
  everywhere: 'Everywhere',
  goTo: 'Go to',
  list: 'In the list',
  chosen: 'While some are chosen',
  conversation: 'In a conversation',
  writing: 'While writing',
};

interface KnownAct {
  place: Place;
  words: string;
  /** Each does it alone; "g h" is one after the other. */
  keys: readonly string[];
  /** `field`: what has the focus takes them. `move`: nobody looks for it by name. */
  how?: 'field' | 'move';
}

/** Every act with a key, once: the keys themselves, menus, tooltips, the help and the palette all read it here. */
export const KNOWN_ACTS = {
  palette: { place: 'everywhere', words: 'Find or do…', keys: ['Ctrl+k'], how: 'move' },
  newConversation: { place: 'everywhere', words: 'New conversation', keys: ['c'] },
  undo: { place: 'everywhere', words: 'Undo the last act', keys: ['Ctrl+z'] },
  help: { place: 'everywhere', words: 'Keyboard shortcuts', keys: ['?'] },

  goAttention: { place: 'goTo', words: 'Needs a human', keys: ['g h'] },
  goMine: { place: 'goTo', words: 'Mine', keys: ['g m'] },
  goUnassigned: { place: 'goTo', words: 'Unassigned', keys: ['g u'] },
  goSnoozed: { place: 'goTo', words: 'Snoozed', keys: ['g s'] },
  goAll: { place: 'goTo', words: 'All', keys: ['g a'] },
  goQuarantine: { place: 'goTo', words: 'Quarantine', keys: ['g q'] },

  next: { place: 'list', words: 'Next conversation', keys: ['j'], how: 'move' },
  before: { place: 'list', words: 'Conversation before', keys: ['k'], how: 'move' },
  moveInList: {
    place: 'list',
    words: 'Move, while the list has the focus',
    keys: ['ArrowDown', 'ArrowUp', 'Home', 'End'],
    how: 'field',
  },
  open: { place: 'list', words: 'Open it', keys: ['Enter'], how: 'field' },
  leave: { place: 'list', words: 'Back to the list', keys: ['Escape'], how: 'move' },
  search: { place: 'list', words: 'Search conversations', keys: ['/'] },
  filter: { place: 'list', words: 'Filter', keys: ['Shift+f'] },
  choose: { place: 'list', words: 'Choose it', keys: ['x'], how: 'move' },
  chooseUpTo: { place: 'list', words: 'Choose up to it', keys: ['Shift+x'], how: 'move' },
  chooseAll: { place: 'list', words: 'Choose all that are loaded', keys: ['Ctrl+a'] },
  markUnread: { place: 'list', words: 'Mark unread', keys: ['u'] },

  closeChosen: { place: 'chosen', words: 'Close what is chosen', keys: ['e'] },
  markChosenUnread: { place: 'chosen', words: 'Mark what is chosen unread', keys: ['u'] },
  chooseNone: { place: 'chosen', words: 'Choose none', keys: ['Escape'] },

  reply: { place: 'conversation', words: 'Write a reply', keys: ['r'] },
  note: { place: 'conversation', words: 'Write a note', keys: ['n'] },
  forward: { place: 'conversation', words: 'Forward the message', keys: ['f'] },
  close: { place: 'conversation', words: 'Close conversation', keys: ['e'] },
  assign: { place: 'conversation', words: 'Assign…', keys: ['a'] },
  tag: { place: 'conversation', words: 'Add tag…', keys: ['t'] },
  snooze: { place: 'conversation', words: 'Snooze…', keys: ['z'] },
  takeOver: { place: 'conversation', words: 'Take over', keys: ['v'] },
  handBack: { place: 'conversation', words: 'Hand back', keys: ['b'] },
  spam: { place: 'conversation', words: 'Spam', keys: ['!'] },
  merge: { place: 'conversation', words: 'Merge into…', keys: ['m'] },
  details: { place: 'conversation', words: 'Details', keys: ['i'] },
  closeDetails: { place: 'conversation', words: 'Close details', keys: ['Escape'], how: 'move' },
  more: { place: 'conversation', words: 'More', keys: ['.'], how: 'move' },

  send: { place: 'writing', words: 'Send, or add the note', keys: ['Ctrl+Enter'], how: 'field' },
  sendAndClose: { place: 'writing', words: 'Send and close', keys: ['Ctrl+Shift+Enter'], how: 'field' },
  bold: { place: 'writing', words: 'Bold', keys: ['Ctrl+b'], how: 'field' },
  italic: { place: 'writing', words: 'Italic', keys: ['Ctrl+i'], how: 'field' },
  link: { place: 'writing', words: 'Set a link', keys: ['Ctrl+Shift+l'], how: 'field' },
  numberedList: { place: 'writing', words: 'Numbered list', keys: ['Ctrl+Shift+7'], how: 'field' },
  bulletedList: { place: 'writing', words: 'List', keys: ['Ctrl+Shift+8'], how: 'field' },
  sendAndSnooze: { place: 'writing', words: 'Send and snooze…', keys: ['Ctrl+Alt+Enter'], how: 'field' },
  savedReply: { place: 'writing', words: 'In a reply: a saved reply', keys: ['/'], how: 'field' },
  mention: { place: 'writing', words: 'In a note: mention a colleague', keys: ['@'], how: 'field' },
  stopWriting: { place: 'writing', words: 'Leave the reply box', keys: ['Escape'], how: 'field' },
} as const satisfies Record<string, KnownAct>;

export type ActId = keyof typeof KNOWN_ACTS;

export const ACT_IDS = Object.keys(KNOWN_ACTS) as ActId[];

export const knownAct = (id: ActId): KnownAct => KNOWN_ACTS[id];
