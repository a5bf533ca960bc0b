import { describe, expect, it } from 'vitest';
import { readWords } from '../../../activities/assistant/retrieval/passage-words.ts';
import type { FindingKind } from '../../../domain/assistant/finding.ts';
import { createGate } from '../../../domain/assistant/gate/gate.ts';
import { groundOf } from '../../../domain/assistant/gate/ground.ts';
import type { Language } from '../../../domain/language/language.ts';
import { passagesOf } from '../../support/model/guide.ts';

interface Talk {
  language?: Language | undefined;
  customer?: string[];
  team?: string[];
  hosts?: string[];
}

/** What of an answer is stopped, given one passage. */
function stopped(
  passage: string,
  answer: string,
  { language = 'english', customer = [], team = [], hosts = [] }: Talk = {},
): FindingKind[] {
  const words = readWords(passagesOf([{ title: 'Page', text: passage }]));
  const read = (text: string, of: Language) => words.read(text, of);
  const ground = groundOf({ passages: [{ text: passage, language }], team, customer, hosts }, read);
  const gate = createGate(ground, { read, expected: language });
  return [...gate.check(answer), ...gate.end()].map(({ kind }) => kind);
}

describe('the same figure said otherwise passes', () => {
  it.each<[string, string, Language?]>([
    ['It takes five days.', 'It takes 5 days.'],
    ['It takes 12 days.', 'It takes twelve days.'],
    ['Es dauert fünf Tage.', 'Es dauert 5 Tage.', 'german'],
    ['退货期限是三十天。', '退货期限是30天。', 'chinese'],
    ['退货期限是30天。', '退货期限是三十天。', 'chinese'],
    ['返品は二十日以内です。', '返品は20日以内です。', 'japanese'],
    ['يستغرق ٣٠ يوما', 'يستغرق 30 يوما', 'arabic'],
    ['इसमें ३० दिन लगते हैं', 'इसमें 30 दिन लगते हैं', 'hindi'],
    ['ใช้เวลา ๑๕ วัน', 'ใช้เวลา 15 วัน', 'thai'],
    ['It costs $1,000.50.', 'It costs 1.000,50 dollars.'],
    ['Es kostet 1.000 €.', 'It costs 1,000 euros.'],
    ['Ça coûte 1 000 €.', 'Es kostet 1.000 Euro.'],
    ['It holds 10,000 rows.', 'It holds 10k rows.'],
    ['Save 40 percent.', 'Save 40 %.'],
    ['It ends on March 5, 2026.', 'It ends on 2026-03-05.'],
    ['It ends on 5 March 2026.', 'Es endet am 5. März 2026.'],
    ['It ends on 2026-03-05.', '2026年3月5日结束。'],
    ['It ends on 05/03/2026.', 'It ends on 5 March 2026.'],
    ['We open at 9 am and close at 17:30.', 'We open at 9:00 and close at 5:30 pm.'],
    ['Install version 1.2.3.', 'Install version 1.2.3.'],
    ['Call (800) 771-7755.', 'Call 800-771-7755.'],
  ])('%s — %s', (passage, answer, language) => {
    expect(stopped(passage, answer, { language })).toEqual([]);
  });
});

describe('a figure that nobody gave is stopped', () => {
  it.each<[string, string, FindingKind, Language?]>([
    ['It takes five days.', 'It takes 6 days.', 'number'],
    ['It takes five days.', 'It takes ٦ days.', 'number'],
    ['It takes five days.', 'It takes seven days.', 'number'],
    ['退货期限是三十天。', '退货期限是四十天。', 'number', 'chinese'],
    ['It costs $12.', 'It costs $21.', 'price'],
    ['It costs $12.', 'It costs €12.', 'price'],
    ['Save 40 percent.', 'It costs $40.', 'price'],
    ['There are 40 rooms.', 'Save 40 %.', 'price'],
    ['It ends on March 5, 2026.', 'It ends on March 6, 2026.', 'date'],
    ['It ends on March 5, 2026.', 'It ends on March 5, 2027.', 'date'],
    ['It ends on March 5, 2026.', 'It ends on May 5, 2026.', 'date'],
    ['Install version 1.2.3.', 'Install version 1.2.4.', 'number'],
    ['We open at 9:15.', 'We open at 9:45.', 'number'],
  ])('%s — %s', (passage, answer, kind, language) => {
    expect(stopped(passage, answer, { language })).toContain(kind);
  });
});

it('a number may come from the talk, a price only from the team', () => {
  const customer = ['My order 48151 shall cost $9.'];
  expect(stopped('Orders are sent daily.', 'Your order 48151 is sent daily.', { customer })).toEqual([]);
  expect(stopped('Orders are sent daily.', 'Your order costs $9.', { customer })).toContain('price');
  expect(
    stopped('Orders are sent daily.', 'Your order costs $9.', { team: ['It is $9 for you.'] }),
  ).not.toContain('price');
});

it.each([
  'Hello! How can I help you?',
  'I could not find this in the docs. Shall I bring in a person?',
  'Sorry, the documentation does not mention that.',
  'You’re welcome!',
  'Let me know if you need anything else.',
])('polite words need no support: %s', (answer) => {
  expect(stopped('The chain needs oil.', answer)).toEqual([]);
});

it('points of a list are counted, not claimed', () => {
  const passage = 'Open the settings. Choose the team. Save it.';
  expect(stopped(passage, '1. Open the settings\n2. Choose the team\n3. Save it')).toEqual([]);
});

describe('names', () => {
  it.each([
    ['The Key Management Service keeps keys.', 'KMS keeps keys.'],
    ['In the U.S. it is free.', 'It is free in the United States.'],
    ['The chain needs oil.', 'A new wrapping key (NWK) oils the chain.'],
  ])('said short or long pass: %s — %s', (passage, answer) => {
    expect(stopped(passage, answer)).not.toContain('name');
  });

  it.each(['The chain is oiled by Minka Bold.', 'The chain of the XT500 needs oil.', 'Ask Minka today.'])(
    'that nobody gave are stopped: %s',
    (answer) => {
      expect(stopped('The chain needs oil.', answer)).toContain('name');
    },
  );
});

it('code has to be given, letter by letter', () => {
  const passage = 'Run `npm run build --watch` in the folder.';
  expect(stopped(passage, 'Run `npm run build --watch`.')).toEqual([]);
  expect(stopped(passage, 'Run `npm run deploy --force`.')).toContain('code');
});

describe('links', () => {
  const passage = 'See https://docs.acme.example/refunds for refunds.';
  it.each([
    ['See https://docs.acme.example/other.', []],
    ['See https://status.listed.example.', []],
    ['See https://evil.example.', ['link']],
    ['See https://docs.acme.example.evil.example/x.', ['link']],
    ['See https://docs.acme.example@evil.example/x.', ['link']],
    ['See [it](javascript:alert(1)).', ['link']],
  ])('%s', (answer, expected) => {
    expect(stopped(passage, answer, { hosts: ['*.listed.example'] })).toEqual(expected);
  });
});

it('an answer in another language than its passages is held by its figures', () => {
  const passage = 'Refunds take five days when the parcel has arrived in our warehouse.';
  expect(stopped(passage, 'Rückzahlungen dauern 5 Tage, sobald das Paket in unserem Lager ist.')).toEqual([]);
  expect(stopped(passage, 'Rückzahlungen dauern 9 Tage, sobald das Paket in unserem Lager ist.')).toEqual([
    'number',
  ]);
});
