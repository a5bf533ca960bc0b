import { expect, it } from 'vitest';
import { agreementOf, HEAVY_EDIT, likenessOf } from '../../../../domain/assistant/modes/agreement.ts';
import {
  rateOf,
  summarizeAgreement,
  type ComparedPair,
} from '../../../../domain/assistant/modes/summarize-agreement.ts';

const DRAFT =
  'You can return a lamp within 30 days of buying it [1]. Write to returns@acme.example and we send you a label.';

/** As people judged them, who read both. */
const JUDGED: [reply: string, agrees: boolean, why: string][] = [
  [
    'Hi Kim, you can return the lamp within 30 days of buying it, we send you a label. Best, Ana',
    true,
    'shorter',
  ],
  [
    'Lamps can be returned within 30 days. Write to returns@acme.example, a label comes by mail.',
    true,
    'other words',
  ],
  [
    'You can return a lamp within 14 days of buying it. Write to returns@acme.example, we send a label.',
    false,
    'a number differs',
  ],
  [
    'Please fill in https://acme.example/returns, you can return a lamp within 30 days of buying it.',
    false,
    'a link that is not in the draft',
  ],
  [
    'I have asked our workshop, they will call you tomorrow about the repair of the cable.',
    false,
    'something else',
  ],
  ['Sure!', false, 'nothing said'],
];

it.each(JUDGED)('judges “%s” as people do: %s, %s', (reply, agrees) => {
  expect(agreementOf(DRAFT, reply).agrees).toBe(agrees);
});

it('takes no marker of a source for a number, and no case, mark or ending for another word', () => {
  expect(likenessOf('Exports [1]', 'exports')).toBe(1);
  expect(likenessOf('Geänderte Rechnung', 'geanderten rechnungen')).toBe(1);
  expect(agreementOf('Rows end with 2 [1].', 'Rows end with 2.').agrees).toBe(true);
});

it('reads scripts without spaces', () => {
  expect(likenessOf('三十日以内に返品できます', '三十日以内なら返品できます')).toBeGreaterThan(0.6);
  expect(likenessOf('三十日以内に返品できます', '明日お電話いたします')).toBeLessThan(0.3);
});

it('finds nothing alike in nothing', () => {
  expect(likenessOf('', '')).toBe(1);
  expect(likenessOf('…', 'Words')).toBe(0);
  expect(likenessOf('Words', '')).toBe(0);
});

it('lets near meanings count, never over facts and never without any word in common', () => {
  const other = 'It may go back to us for 30 days after the purchase: a label is sent on request.';
  expect(agreementOf(DRAFT, other).agrees).toBe(false);
  expect(agreementOf(DRAFT, other, 0.9)).toEqual({ likeness: 0.9, agrees: true });
  expect(agreementOf(DRAFT, other.replace('30', '14'), 0.95).agrees).toBe(false);
  expect(agreementOf(DRAFT, 'Nein, das geht leider nicht.', 0.95).agrees).toBe(false);
});

it('tells a heavy edit from a light one', () => {
  expect(likenessOf(DRAFT, `Hi Kim, ${DRAFT} Best, Ana`)).toBeGreaterThan(HEAVY_EDIT);
  expect(likenessOf(DRAFT, 'Call us, please, somebody will look at your order.')).toBeLessThan(HEAVY_EDIT);
});

const tag = { id: 'tag_0000000000000001', name: 'Returns', by: 'tag' } as const;
const article = { id: 'art_0000000000000001', name: 'Lamps', by: 'article' } as const;
const pairs = (many: number, pair: ComparedPair) => Array.from({ length: many }, () => pair);

it('counts by topic, and says where there are too few to tell', () => {
  const { all, topics } = summarizeAgreement([
    ...pairs(8, { topics: [tag], agrees: true }),
    ...pairs(2, { topics: [tag, article], agrees: false }),
    ...pairs(1, { topics: [article], agrees: null }),
    ...pairs(1, { topics: [], agrees: true }),
  ]);
  expect(all).toEqual({ id: null, name: null, by: null, compared: 11, agreed: 9, left: 1 });
  expect(topics).toEqual([
    { ...tag, compared: 10, agreed: 8, left: 0 },
    { ...article, compared: 2, agreed: 0, left: 1 },
    { id: null, name: null, by: null, compared: 1, agreed: 1, left: 0 },
  ]);
  expect(topics.map(rateOf)).toEqual([80, null, null]);
  expect(rateOf(all)).toBe(82);
});
