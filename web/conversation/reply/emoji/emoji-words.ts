export const emojiWords = {
  button: 'Emoji',
  search: 'Search emoji',
  grid: 'Emoji',
  loading: 'Looking…',
  none: 'No emoji of this name',
  failed: 'Not loaded: Throughline cannot be reached.',
  more: 'Type to find more',
} as const;
