import { expect, it } from 'vitest';
import { compoundParts } from '../../../../activities/assistant/retrieval/compounds.ts';
import { questionTerms } from '../../../../activities/assistant/retrieval/question-terms.ts';
import { indexPassages } from '../../../../activities/assistant/retrieval/rank-passages.ts';
import { createSpelling } from '../../../../activities/assistant/retrieval/spelling.ts';
import { wordsIn } from '../../../../activities/assistant/retrieval/terms.ts';
import type { Turn } from '../../../../domain/knowledge/turn.ts';
import { passagesOf } from '../../../support/model/guide.ts';

const shop = indexPassages(
  passagesOf([
    { title: 'Refunds', text: 'A refund takes five days and goes back to the card that you paid with.' },
    { title: 'Shipping', text: 'Shipping to Norway costs nine euros. A parcel to Iceland takes two weeks.' },
    { title: 'Lamps', text: 'The lamp glows for forty hours after it was charged at the window.' },
    {
      title: 'Rechnung',
      text: 'Die Rechnungsadresse ändern Sie im Konto. Die Adresse und die Rechnung sind für Sie im Konto.',
    },
  ]),
);

const firstFor = (...turns: Turn[]) => {
  const { terms } = questionTerms(shop, turns);
  return shop.rank(terms, 1)[0]?.passage.title;
};
const customer = (text: string): Turn => ({ by: 'customer', text });
const assistant = (text: string): Turn => ({ by: 'assistant', text });

it.each([
  ['हिन्दी में लिखें', 'hindi', ['हिन्दी', 'में', 'लिखें']],
  ['退款需要五个工作日', 'chinese', ['退款', '需要', '五个', '工作', '日']],
  ['การคืนเงินใช้เวลาห้าวัน', 'thai', ['การ', 'คืน', 'เงิน', 'ใช้', 'เวลา', 'ห้า', 'วัน']],
  ['İSTANBUL kargo', 'turkish', ['istanbul', 'kargo']],
] as const)('reads “%s” in whole words', (text, language, words) => {
  expect(wordsIn(text, language).map(({ whole }) => whole)).toEqual(words);
});

it('finds what was meant by a word with one slip', () => {
  for (const question of ['How long does a refnud take?', 'refundd', 'refind', 'is a refud possible'])
    expect(firstFor(customer(question)), question).toBe('Refunds');
});

it('takes the commonest word one slip away, never one with another first letter', () => {
  const spelling = createSpelling(
    new Map([
      ['parcel', 5],
      ['parcels', 2],
      ['marble', 9],
    ]),
  );
  expect(spelling.meant('parcl')).toBe('parcel');
  expect(spelling.meant('pracel')).toBe('parcel');
  expect(spelling.meant('parble')).toBeNull();
  expect(spelling.meant('cat')).toBeNull();
});

it('finds a compound by its parts and its parts by the compound', () => {
  expect(
    compoundParts('rechnungsadresse', 'german', (word) => ['rechnung', 'adresse'].includes(word)),
  ).toEqual(['rechnung', 'adresse']);
  expect(compoundParts('rechnungsadresse', 'english', () => true)).toEqual([]);
  expect(firstFor(customer('Wo ändere ich die Adresse der Rechnung?'))).toBe('Rechnung');
});

it('understands a follow-up by what the assistant said last', () => {
  const turns = [customer('Where do you ship?'), assistant('Shipping to Norway costs nine euros.')];
  expect(firstFor(...turns, customer('And how long does it take?'))).toBe('Shipping');
});

it('forgets what was said when the subject changes', () => {
  const turns = [customer('Where do you ship?'), assistant('Shipping to Norway costs nine euros.')];
  const { isFollowUp } = questionTerms(shop, [
    ...turns,
    customer('How many hours does the lamp glow after charging?'),
  ]);
  expect(isFollowUp).toBe(false);
  expect(firstFor(...turns, customer('refund on card'))).toBe('Refunds');
});

it('reads each passage in its own language', () => {
  expect([...shop.words.languages].sort()).toEqual(['english', 'german']);
});
