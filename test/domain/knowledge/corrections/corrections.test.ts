import { expect, it } from 'vitest';
import { correctionText } from '../../../../domain/knowledge/corrections/correction.ts';
import { saysNow } from '../../../../domain/knowledge/corrections/says-now.ts';
import { wordsGone } from '../../../../domain/knowledge/corrections/words-gone.ts';

const WAS = 'You can return a lantern within **30 days**. We pay 4.50 €.';

it.each([
  [
    'the same with other marks and breaks',
    'You can return a *lantern*\nwithin 30 days! We pay 4.50 €.',
    false,
  ],
  ['the same inside more', `About returns. ${WAS} Ask us.`, false],
  ['another number', 'You can return a lantern within 14 days. We pay 4.50 €.', true],
  ['another price', 'You can return a lantern within 30 days. We pay 5.50 €.', true],
  ['another currency', 'You can return a lantern within 30 days. We pay 4.50 $.', true],
  ['a sentence less', 'You can return a lantern within 30 days.', true],
  ['nothing', '', true],
])('tells whether words are gone: %s', (_, now, gone) => {
  expect(wordsGone(WAS, now)).toBe(gone);
});

it('does not take a part of a number or of a word for it', () => {
  expect(wordsGone('It takes 3 days', 'It takes 3 daystrips')).toBe(true);
  expect(wordsGone('3 days', '13 days')).toBe(true);
});

it('finds what took the place of a passage', () => {
  const pieces = [
    { heading: 'Shipping', text: 'We ship within two days.' },
    { heading: 'Returns', text: 'You can return a lantern within 14 days.' },
  ];
  expect(saysNow({ heading: 'Returns', text: WAS }, pieces)).toBe(pieces[1]);
  expect(saysNow({ heading: 'Batteries', text: 'Use four cells' }, pieces)).toBeNull();
});

it('writes a correction to review, and says so where nothing took its place', () => {
  expect(correctionText({ was: 'Within 30 days.\nFree.', now: 'Within 14 days.', language: 'german' })).toBe(
    'Wir müssen etwas berichtigen, das wir hier geschrieben haben:\n\n> Within 30 days.\n> Free.\n\nSo ist es jetzt:\n\nWithin 14 days.',
  );
  expect(correctionText({ was: 'Free.', now: null, language: 'english' })).toContain('This is no longer so.');
});
