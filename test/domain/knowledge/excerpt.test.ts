import { expect, it } from 'vitest';
import { chooseExcerpt, unitsOf } from '../../../domain/knowledge/excerpt.ts';

const about =
  (...words: string[]) =>
  (text: string) =>
    words.filter((word) => text.toLowerCase().includes(word)).length / words.length;

const filler = 'Here is a rather long sentence that tells nobody anything at all but takes its room.';

it('reads sentences, lists and code as what can be quoted', () => {
  const units = unitsOf('First, e.g. this one. Second one!\n\n- a\n- b\n\n```\ncode. Not a sentence.\n```');
  expect(units.map(({ kind, text }) => [kind, text])).toEqual([
    ['sentence', 'First, e.g. this one.'],
    ['sentence', 'Second one!'],
    ['list', '- a\n- b'],
    ['code', '```\ncode. Not a sentence.\n```'],
  ]);
});

it('quotes the sentence that speaks of the question, and not the whole passage', () => {
  const passage = `${filler} ${filler} ${filler} Refunds take five days and go back to the card that was charged, whatever it was called, in whichever currency it was charged, without any fee from our side, and with a mail that tells you so. ${filler} ${filler} ${filler}`;
  const excerpt = chooseExcerpt(unitsOf(passage), about('refund', 'days'));
  expect(excerpt).toContain('Refunds take five days');
  expect(excerpt.length).toBeLessThan(passage.length / 2);
});

it('brings the example that a sentence announces, and the sentence that announces an example', () => {
  const passage = `${filler}\n\nEmbed the widget like this:\n\n\`\`\`html\n<script src="/widget.js"></script>\n\`\`\`\n\n${filler}`;
  const both = 'Embed the widget like this:\n\n```html\n<script src="/widget.js"></script>\n```';
  expect(chooseExcerpt(unitsOf(passage), about('embed'))).toContain(both);
  expect(chooseExcerpt(unitsOf(passage), about('script'))).toContain(both);
});

it('quotes the beginning when only the heading answers', () => {
  expect(chooseExcerpt(unitsOf(`One. ${filler} ${filler} ${filler} ${filler} ${filler}`), () => 1)).toMatch(
    /^One\./,
  );
});

it('quotes the row of a table that answers, as a line of its own', () => {
  const table = 'Plan | Price\n---- | -----\nFree | 0 €\nTeam | 20 €\nHuge | 90 €';
  const excerpt = chooseExcerpt(unitsOf(`${filler} ${filler} ${filler}\n\n${table}`), about('team', '20'));
  expect(excerpt).toContain('- Team — 20 €');
  expect(excerpt).not.toContain('Free');
});

it('quotes the row of a table that follows its announcement at once', () => {
  const passage = 'Our plans:\nPlan | Price\n---- | -----\nFree\\|er | 0 €\nTeam | 20 €';
  expect(unitsOf(passage).map(({ text }) => text)).toEqual([
    'Our plans:',
    '- Free|er — 0 €',
    '- Team — 20 €',
  ]);
});
