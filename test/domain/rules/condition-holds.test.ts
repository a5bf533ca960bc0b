import { expect, it } from 'vitest';
import { newId } from '../../../domain/ids.ts';
import type { RuleFacts } from '../../../domain/rules/facts.ts';
import { conditionHolds, holdsAll } from '../../../domain/rules/condition-holds.ts';
import { nextInTurn } from '../../../domain/rules/next-in-turn.ts';
import type { RuleCondition } from '../../../domain/rules/rule.ts';

const tag = newId('tag');
const facts: RuleFacts = {
  ...{ channel: 'email', subject: 'Order 17', words: '', tags: [tag], isOpen: false },
  addresses: ['kim@mail.example.org', 'kim@home.test'],
};

it.each<[word: string, words: string, is: boolean]>([
  ['refund', 'Two REFUNDS, please', true],
  ['art', 'We had a party', false],
  ['art', 'party art', true],
  ['order', 'It is in the subject', true],
  ['remboursé', 'Je veux etre REMBOURSE', true],
  ['straße', 'in der Strasse', true],
  ['İade', 'iade istiyorum', true],
  ['credit  card', 'my credit\ncard', true],
  ['فاتورة', 'أين الفاتورة؟', true],
  ['発票', '請開発票', true],
  ['がす', 'かす', false],
  ['счёт', 'Где мой счет?', true],
  ['ｗｉｄｅ', 'wide', true],
  ['c++', 'I write C++', true],
])('“%s” in “%s”: %s', (word, words, is) => {
  expect(conditionHolds({ kind: 'words', anyOf: [word] }, { ...facts, words })).toBe(is);
});

it.each<[condition: RuleCondition, is: boolean]>([
  [{ kind: 'channel', channel: 'email' }, true],
  [{ kind: 'channel', channel: 'widget' }, false],
  [{ kind: 'tag', anyOf: [newId('tag'), tag] }, true],
  [{ kind: 'tag', anyOf: [newId('tag')] }, false],
  [{ kind: 'address', anyOf: ['KIM@home.test'] }, true],
  [{ kind: 'address', anyOf: ['im@home.test'] }, false],
  [{ kind: 'address', anyOf: ['example.org'] }, true],
  [{ kind: 'address', anyOf: ['@mail.example.org'] }, true],
  [{ kind: 'address', anyOf: ['ample.org'] }, false],
  [{ kind: 'hours', inside: false }, true],
  [{ kind: 'hours', inside: true }, false],
])('%j: %s', (condition, is) => {
  expect(conditionHolds(condition, facts)).toBe(is);
});

it.each([
  ['Wo ist meine Rechnung? Ich habe sie nicht.', 'german'],
  ['Где мой заказ?', 'russian'],
  ['請問發票在哪裡', 'chinese'],
] as const)('knows that “%s” is %s', (words, language) => {
  expect(conditionHolds({ kind: 'language', anyOf: [language] }, { ...facts, words })).toBe(true);
  expect(conditionHolds({ kind: 'language', anyOf: ['thai'] }, { ...facts, words })).toBe(false);
});

it('guesses no language where there is none to see', () => {
  expect(
    conditionHolds({ kind: 'language', anyOf: ['english'] }, { ...facts, subject: '17', words: '42' }),
  ).toBe(false);
});

it('asks for everything at once, and without conditions for nothing', () => {
  const [yes, no]: RuleCondition[] = [
    { kind: 'channel', channel: 'email' },
    { kind: 'hours', inside: true },
  ];
  expect(holdsAll([yes!, no!], facts)).toBe(false);
  expect(holdsAll([], facts)).toBe(true);
});

it('gives the next conversation to whoever has least, then to whoever waited longest for a turn', () => {
  const [ana, ben, eva] = [newId('agt'), newId('agt'), newId('agt')];
  const load = (agentId: `agt_${string}`, open: number, lastAt: number | null = null) => ({
    agentId,
    open,
    lastAt,
  });
  const all = [ana, ben, eva];
  expect(nextInTurn(all, [load(eva, 0), load(ben, 1), load(ana, 2)], 5)).toBe(eva);
  expect(nextInTurn(all, [load(ana, 1, 20), load(ben, 1, 10), load(eva, 2)], 5)).toBe(ben);
  expect(nextInTurn(all, [load(ana, 1), load(ben, 1), load(eva, 1)], 5)).toBe(ana);
  expect(nextInTurn(all, [load(ana, 3), load(ben, 2)], 2)).toBeNull();
  expect(nextInTurn(all, [], 5)).toBeNull();
});
