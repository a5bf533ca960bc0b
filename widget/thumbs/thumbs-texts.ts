/** What the thumbs say. Another language is another object of this type. */
export const thumbsTexts = {
  question: 'Was this helpful?',
  helpful: 'Helpful',
  unhelpful: 'Not helpful',
  notSent: 'Not sent. Try again in a moment.',
};
