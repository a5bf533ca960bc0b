import { expect, it } from 'vitest';
import {
  changeOf,
  runBefore,
  tallyOf,
  type EvaluationReason,
} from '../../../domain/evaluations/evaluation.ts';
import { expectedOf, isAsExpected, whatCame } from '../../../domain/evaluations/expectation.ts';
import { nextNight } from '../../../domain/evaluations/next-night.ts';
import { newId } from '../../../domain/ids.ts';
import { fixedWords } from '../../../domain/knowledge/fixed-words.ts';

const [returns, shipping] = [newId('art'), newId('art')];
const answered = (text: string, ...articleIds: (typeof returns)[]) =>
  whatCame({ outcome: 'answered', text, citations: articleIds.map((articleId) => ({ articleId })) });

it('takes an answer for what its sources say, and one without any for not knowing', () => {
  expect(answered('Thirty days. [1]', returns, returns, shipping)).toEqual({
    kind: 'article',
    articleIds: [returns, shipping],
  });
  expect(answered('I do not know that.')).toEqual({ kind: 'unknown' });
  expect(answered(fixedWords('german').unknown, returns)).toEqual({ kind: 'unknown' });
  expect(whatCame({ outcome: 'escalate', text: 'One moment', citations: [{ articleId: returns }] })).toEqual({
    kind: 'person',
  });
});

it('passes only what was expected', () => {
  const fromReturns = { kind: 'article', articleId: returns } as const;
  expect(isAsExpected(fromReturns, answered('Yes', shipping, returns))).toBe(true);
  expect(isAsExpected(fromReturns, answered('Yes', shipping))).toBe(false);
  expect(isAsExpected({ kind: 'article', articleId: null }, answered('Yes', shipping))).toBe(false);
  expect(isAsExpected({ kind: 'unknown' }, answered('No idea'))).toBe(true);
  expect(isAsExpected({ kind: 'unknown' }, { kind: 'person' })).toBe(false);
  expect(isAsExpected({ kind: 'person' }, { kind: 'person' })).toBe(true);
  expect(isAsExpected({ kind: 'person' }, { kind: 'failed', problem: 'The model took too long.' })).toBe(
    false,
  );
});

it('expects of a real question what came of it', () => {
  expect(expectedOf(answered('Yes', shipping, returns))).toEqual({ kind: 'article', articleId: shipping });
  expect(expectedOf(answered('No idea'))).toEqual({ kind: 'unknown' });
});

it('says what got better and worse against the run before', () => {
  const [one, two, three, four] = [newId('tqn'), newId('tqn'), newId('tqn'), newId('tqn')];
  const before = new Map([
    [one, false],
    [two, true],
    [three, true],
  ]);
  const now = new Map([
    [one, true],
    [two, false],
    [three, true],
    [four, false],
  ]);
  expect([...now].map(([id, passed]) => changeOf(passed, before.get(id)))).toEqual([
    ...['better', 'worse', 'same', 'new'],
  ]);
  expect(tallyOf(now, before)).toEqual({ total: 4, passed: 2, better: 1, worse: 1 });
  expect(tallyOf(now, null)).toEqual({ total: 4, passed: 2, better: 0, worse: 0 });
});

it('holds a run against the newest that ended and was asked as customers are', () => {
  const run = (why: EvaluationReason, endedAt: string | null = '2026-01-01') => ({
    ...{ id: newId('evl'), why, endedAt },
  });
  const [now, change, broken, nightly, older] = [
    ...[run('change'), run('change'), run('asked', null), run('nightly'), run('asked')],
  ];
  const all = [now!, change!, broken!, nightly!, older!];
  expect(runBefore(all, now!.id)).toBe(nightly);
  expect(runBefore(all, nightly!.id)).toBe(older);
  expect(runBefore(all, older!.id)).toBeNull();
  expect(runBefore(all, newId('evl'))).toBeNull();
});

it('finds the next three in the morning where the team works, also across a change of the clock', () => {
  expect(nextNight('2026-06-01T00:30:00Z', 'Europe/Berlin')).toBe('2026-06-01T01:00:00Z');
  expect(nextNight('2026-06-01T01:00:00Z', 'Europe/Berlin')).toBe('2026-06-02T01:00:00Z');
  expect(nextNight('2026-10-24T12:00:00Z', 'Europe/Berlin')).toBe('2026-10-25T02:00:00Z');
  expect(nextNight('2026-06-01T12:00:00Z', 'UTC')).toBe('2026-06-02T03:00:00Z');
});
