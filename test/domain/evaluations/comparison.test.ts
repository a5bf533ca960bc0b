import { expect, it } from 'vitest';
import {
  differenceOf,
  haveSameFigures,
  sideAnswerOf,
  type Difference,
  type SideAnswer,
} from '../../../domain/evaluations/comparison.ts';
import { estimateUse, tokensOfAll } from '../../../domain/evaluations/estimate.ts';
import type { Came } from '../../../domain/evaluations/expectation.ts';
import { pickQuestions, sameWords } from '../../../domain/evaluations/pick-questions.ts';
import { AS_LIVE, changesSomething } from '../../../domain/evaluations/trial.ts';
import { newId, type ArticleId } from '../../../domain/ids.ts';

const [returns, shipping] = [newId('art'), newId('art')];
const side = (came: Came, text = ''): SideAnswer => ({
  ...{ came, text, reason: null, model: null, tokens: 0, cost: 0 },
});
const from = (...articleIds: ArticleId[]) => ({ kind: 'article' as const, articleIds });
const [unknown, person, failed] = [
  side({ kind: 'unknown' }, 'I do not know.'),
  side({ kind: 'person' }),
  side({ kind: 'failed', problem: 'The model took too long.' }),
];
const thirty = side(from(returns), 'Within 30 days [1].');

it.each<[Difference, SideAnswer, SideAnswer]>([
  ['answers', unknown, thirty],
  ['answers', person, thirty],
  ['silent', thirty, unknown],
  ['person', thirty, person],
  ['person', unknown, person],
  ['no_person', person, unknown],
  ['article', thirty, side(from(shipping), 'Within 30 days [1].')],
  ['article', thirty, side(from(returns, shipping), 'Within 30 days [1][2].')],
  ['numbers', thirty, side(from(returns), 'Within 14 days [1].')],
  ['numbers', thirty, side(from(returns), 'You can return it [1].')],
  ['same', thirty, side(from(returns), 'You have thirty days for that [1].')],
  ['same', side(from(returns, shipping), 'Yes'), side(from(shipping, returns), 'Of course')],
  ['same', unknown, side({ kind: 'unknown' }, 'The docs do not say.')],
  ['same', person, person],
  ['failed', failed, thirty],
  ['failed', thirty, failed],
])('says %s of two answers', (difference, live, other) => {
  expect(differenceOf(live, other)).toBe(difference);
});

it.each([
  ['Ab 1.000 € [1]', 'From €1000 [2]', true],
  ['On 5 March 2026', 'On March 5, 2026', true],
  ['See https://docs.example/a/12 for that', 'See the docs for that', true],
  ['At 3 pm', 'At 15:00', true],
  ['$20', '€20', false],
  ['20 or 30 days', '30 days', false],
])('reads the figures of “%s” against “%s”', (one, other, same) => {
  expect(haveSameFigures(one, other)).toBe(same);
});

it('takes the same words for one question, and the newest of each', () => {
  expect(sameWords('  CAN I\n return it??')).toBe('can i return it');
  expect(sameWords('¿Puedo devolverlo?')).toBe('puedo devolverlo');
  expect(sameWords('返品できますか？')).toBe('返品できますか');
  const asked = [
    { question: 'Can I return it?', at: 3 },
    { question: 'can i return it', at: 2 },
    { question: '?!', at: 2 },
    { question: 'How long?', at: 1 },
    { question: 'And then?', at: 0 },
  ];
  expect(pickQuestions(asked, 2).map(({ at }) => at)).toEqual([3, 1]);
});

it('says before what it takes, out of what the answers took', () => {
  expect(tokensOfAll([null, null])).toBeNull();
  const known = [{ in: 100, out: 10 }, null, { in: 300, out: 30 }];
  expect(tokensOfAll(known)).toEqual({ in: 600, out: 60 });
  const price = { input: 1, output: 10 };
  expect(estimateUse(known, { live: price, other: price, more: 100 })).toEqual({
    tokens: 660 + 960,
    cost: (600 + 600 + 900 + 600) / 1_000_000,
  });
  expect(estimateUse(known, { live: price, other: null, more: 0 })).toEqual({ tokens: 1_320, cost: null });
  expect(estimateUse([null], { live: price, other: price, more: 0 })).toEqual({ tokens: null, cost: null });
});

it('knows what could not be asked, and whether anything would be different', () => {
  expect(sideAnswerOf({ problem: 'The model took too long.' })).toEqual(failed);
  expect(changesSomething(AS_LIVE)).toBe(false);
  expect(changesSomething({ ...AS_LIVE, systemPrompt: '' })).toBe(true);
});
