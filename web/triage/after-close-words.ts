export const AFTER_CLOSE_TITLE = 'After I close a conversation';

export const AFTER_CLOSE_WORDS = {
  next: { name: 'Open the next one', hint: 'The next in the list that is not closed.' },
  list: { name: 'Go back to the list', hint: 'As it stands, with the same filter.' },
  stay: { name: 'Stay there', hint: 'The closed conversation stays open on the screen.' },
} as const;
