export const mentionWords = {
  list: 'Mention a colleague',
  found: (count: number) => (count === 1 ? 'One colleague' : `${count} colleagues`),
  here: 'here now',
};
