import { expect, it } from 'vitest';
import { findHints } from '../../../domain/knowledge/hints.ts';
import { expectLinear } from '../../support/linear-time.ts';

let made = 0;
const passage = (title: string, text: string) => {
  const articleId = `art_${String(++made).padStart(16, '0')}` as const;
  return { articleId, title, heading: null, text };
};

const RETURNS =
  'You can send a lamp back within 30 days after it arrived, and we pay for the parcel inside the EU.';

it('finds the same said with other numbers', () => {
  const [a, b] = [passage('Returns', RETURNS), passage('Terms', RETURNS.replace('30', '14'))];
  expect(findHints([a, b])).toMatchObject([
    { kind: 'contradiction', titles: ['Returns', 'Terms'], numbers: [['30'], ['14']] },
  ]);
});

it('finds what is said twice, and leaves alone what only shares its subject', () => {
  const twice = [passage('Returns', RETURNS), passage('Copy', `${RETURNS} `)];
  expect(findHints(twice)).toMatchObject([{ kind: 'duplicate' }]);
  const other =
    'A lamp that broke on its way is replaced at once: send us a picture of the parcel and of the shade.';
  expect(findHints([passage('Returns', RETURNS), passage('Broken', other)])).toEqual([]);
});

it('takes pages written to one pattern for what they are, and still finds the one that disagrees with many', () => {
  const pages = Array.from({ length: 30 }, (_, at) =>
    passage(
      `Lamp ${at}`,
      `Spare parts of this lamp cost ${at + 1} EUR, leave within a week and need no tools at all.`,
    ),
  );
  expect(findHints(pages)).toEqual([]);
  const said = Array.from({ length: 5 }, (_, at) =>
    passage(`Page ${at}`, `${RETURNS} ${'Read on. '.repeat(at)}`),
  );
  const found = findHints([...said, passage('Terms', RETURNS.replace('30', '14'))]);
  expect(found.filter(({ kind }) => kind === 'contradiction')).toHaveLength(5);
});

it('says nothing about two passages of one article', () => {
  const one = passage('Returns', RETURNS);
  expect(findHints([one, { ...one, text: RETURNS.replace('30', '14') }])).toEqual([]);
});

it('takes a language without spaces or cases as it is', () => {
  const text = (days: number) =>
    `Лампу можно вернуть в течение ${days} дней после получения, мы платим за посылку внутри страны сами.`;
  expect(findHints([passage('А', text(30)), passage('Б', text(14))])).toMatchObject([
    { kind: 'contradiction' },
  ]);
});

it('looks at many passages in linear time', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      passage(
        `Title ${at}`,
        Array.from(
          { length: 12 },
          (__, word) => `w${'abcdefghij'[word % 10]}${(at * 12 + word).toString(36).replace(/\d/g, 'q')}x`,
        ).join(' '),
      ),
    );
  expectLinear(many, findHints, [500, 2_000]);
});
