/** What the question says. Another language is another object of this type. */
export const ratingTexts = {
  question: 'How was it?',
  scores: { good: 'Good', okay: 'Okay', bad: 'Not good' },
  comment: 'Anything to add?',
  commentHint: 'Anything to add? You need not.',
  send: 'Send',
  notSent: 'Not sent. Try again in a moment.',
  thanks: 'Thank you. The team reads it.',
};
