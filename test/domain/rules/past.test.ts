import { expect, it } from 'vitest';
import { runsIn, type Past, type PastWords } from '../../../domain/rules/past.ts';
import type { RuleWhen } from '../../../domain/rules/rule.ts';

const hour = (count: number) =>
  new Date(Date.parse('2026-03-02T08:00:00.000Z') + count * 3_600_000).toISOString();
const words = (at: number, by: PastWords['by'], text = 'Hello'): PastWords => ({
  ...{ at: hour(at), by, facts: { channel: 'email', words: text, isOpen: true } },
});
const past = (said: PastWords[], until = 100): Past => ({
  ...{ said, until: hour(until), facts: { subject: '', tags: [], addresses: [] } },
});
const runs = (one: Past, when: RuleWhen, word?: string) =>
  runsIn(one, { when, conditions: word ? [{ kind: 'words', anyOf: [word] }] : [] });
const silence = (hours: number, owedBy: 'anyone' | 'team' | 'customer' = 'anyone') =>
  ({ kind: 'untouched', hours, owedBy }) as const;

const talk = past([
  words(0, 'customer', 'My invoice'),
  words(1, 'others'),
  words(5, 'customer', 'Still wrong'),
  words(6, 'note'),
  words(40, 'customer', 'The invoice again'),
]);

it('is new once, with the first words', () => {
  expect(runs(talk, { kind: 'new' })).toEqual([hour(0)]);
  expect(runs(talk, { kind: 'new' }, 'again')).toEqual([]);
  expect(runs(past([words(0, 'note'), words(1, 'customer')]), { kind: 'new' })).toEqual([hour(1)]);
  expect(runs(past([words(0, 'others'), words(1, 'customer')]), { kind: 'new' })).toEqual([]);
});

it('is answered with every further message of the customer', () => {
  expect(runs(talk, { kind: 'customerAnswered' })).toEqual([hour(5), hour(40)]);
  expect(runs(talk, { kind: 'customerAnswered' }, 'invoice')).toEqual([hour(40)]);
});

it('is untouched once for each silence that was long enough, by whose turn it was', () => {
  expect(runs(talk, silence(4))).toEqual([hour(5), hour(10), hour(44)]);
  expect(runs(talk, silence(4, 'team'))).toEqual([hour(10), hour(44)]);
  expect(runs(talk, silence(4, 'customer'))).toEqual([hour(5)]);
  expect(runs(talk, silence(61))).toEqual([]);
  expect(runs(past([words(0, 'customer')], 3), silence(4))).toEqual([]);
});
