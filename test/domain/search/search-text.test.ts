import { describe, expect, it } from 'vitest';
import { CAN_BE, type Filter, type Search } from '../../../domain/search/search.ts';
import { parseSearch, printSearch } from '../../../domain/search/search-text.ts';

describe('what stands in the box', () => {
  it.each<[string, Search]>([
    ['refund', { words: ['refund'], filters: [] }],
    ['  torn   shade ', { words: ['torn', 'shade'], filters: [] }],
    ['"torn shade" refund', { words: ['torn shade', 'refund'], filters: [] }],
    ['is:open refund', { words: ['refund'], filters: [{ on: 'is', value: 'open' }] }],
    ['IS:Open', { words: [], filters: [{ on: 'is', value: 'open' }] }],
    ['tag:"two words"', { words: [], filters: [{ on: 'tag', value: 'two words' }] }],
    [
      'assignee:me from:kim@x.example',
      {
        words: [],
        filters: [
          { on: 'assignee', value: 'me' },
          { on: 'from', value: 'kim@x.example' },
        ],
      },
    ],
    [
      'before:2026-11-30 after:2026-01-01',
      {
        words: [],
        filters: [
          { on: 'before', value: '2026-11-30' },
          { on: 'after', value: '2026-01-01' },
        ],
      },
    ],
    ['返品 مرحبا', { words: ['返品', 'مرحبا'], filters: [] }],
    ['is:open is:open a a', { words: ['a'], filters: [{ on: 'is', value: 'open' }] }],
  ])('%s', (text, search) => expect(parseSearch(text)).toEqual(search));

  it.each([
    'colour:red',
    'is:purple',
    'before:tomorrow',
    'before:2026-02-31',
    'has:wings',
    'tag:',
    ':x',
    '"is:open"',
    'https://x.example',
  ])('takes %s for words', (text) =>
    expect(parseSearch(text)).toMatchObject({ words: [text.replaceAll('"', '')], filters: [] }),
  );
});

/** The same searches each time. */
function* searches(count: number): Generator<Search> {
  let seed = 11;
  const upTo = (most: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % most;
  const letters = [..."ab:. -日ß\\'%é", 'is:', 'tag:open', 'before:'];
  const text = () =>
    Array.from({ length: 1 + upTo(5) }, () => letters[upTo(letters.length)])
      .join('')
      .replace(/\s+/g, ' ')
      .trim() || 'x';
  const filter = (): Filter => {
    const [free, chosen] = [
      (['tag', 'from', 'assignee', 'priority'] as const)[upTo(4)],
      CAN_BE[upTo(CAN_BE.length)],
    ];
    if (free && upTo(2)) return { on: free, value: text() };
    return upTo(2)
      ? { on: 'is', value: chosen ?? 'open' }
      : { on: 'before', value: `2026-0${1 + upTo(9)}-11` };
  };
  for (let each = 0; each < count; each++) {
    const words = [...new Set(Array.from({ length: upTo(4) }, text))];
    const filters = new Map(Array.from({ length: upTo(4) }, filter).map((one) => [JSON.stringify(one), one]));
    yield { words, filters: [...filters.values()] };
  }
}

it('reads every search that it wrote as what it was', () => {
  for (const search of searches(3_000)) expect(parseSearch(printSearch(search))).toEqual(search);
});

it('writes whatever was typed in one way', () => {
  for (const search of searches(500)) {
    const typed = [...search.words, ...search.filters.map(({ on, value }) => `${on}:${value}`)].join('  "');
    const once = printSearch(parseSearch(typed));
    expect(printSearch(parseSearch(once))).toBe(once);
  }
});
