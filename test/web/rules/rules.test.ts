import { describe, expect, it } from 'vitest';
import { newId } from '../../../domain/ids.ts';
import type { Rule } from '../../../domain/rules/rule.ts';
import {
  actsToAdd,
  draftOf,
  emptyAct,
  emptyCondition,
  newRuleDraft,
  saidBy,
  withAdded,
  without,
} from '../../../web/rules/rule-draft.ts';
import { entryProblem } from '../../../web/rules/fields/entry-problem.ts';
import { problemsOf } from '../../../web/rules/rule-problems.ts';
import { actWords, meetingWords, rowWords, trialWords, whenWords } from '../../../web/rules/rule-words.ts';
import { moved } from '../../../web/rules/rules.svelte.ts';

const [ana, ben] = [newId('agt'), newId('agt')];
const returns = newId('tag');
const names = {
  agent: (id: string) => (id === ana ? 'Ana' : 'Ben'),
  tag: () => 'returns',
  reply: () => 'thanks',
};
const rule: Rule = {
  id: newId('rul'),
  name: 'Refunds',
  isOn: true,
  when: { kind: 'untouched', hours: 240, owedBy: 'customer' },
  conditions: [
    { kind: 'words', anyOf: ['refund', 'money back', 'Erstattung'] },
    { kind: 'hours', inside: false },
  ],
  acts: [
    { does: 'addTags', tagIds: [returns] },
    { does: 'roundRobin', agents: [ana, ben], capacity: 1 },
  ],
  position: 0,
};

describe('a rule is said', () => {
  it('as a sentence, with days where its hours are whole days', () => {
    expect(rowWords(rule, names)).toBe(
      'When nobody wrote for 10 days, while we wait for the customer, if the words say refund, money back or Erstattung and it happens outside business hours',
    );
    expect(whenWords({ kind: 'untouched', hours: 25, owedBy: 'anyone' })).toBe('nobody wrote for 25 hours');
    expect(rule.acts.map((act) => actWords(act, names))).toEqual([
      'tag returns',
      'assign in turn to Ana and Ben, up to 1 open conversation each',
    ]);
  });

  it('with what it would have done, and with which rule it has to do', () => {
    expect(trialWords({ looked: 0, matched: 0, runs: 0 })).toBe(
      'There is no past conversation to try it on yet.',
    );
    expect(trialWords({ looked: 200, matched: 7, runs: 7 })).toBe(
      'It would have acted on 7 of them. Nothing was changed.',
    );
    expect(trialWords({ looked: 200, matched: 7, runs: 9 })).toContain('7 of them, 9 times in all');
    expect(meetingWords({ name: 'Night', isOn: false, how: 'contradicts' })).toContain(
      '“Night”, which is off, wants something else',
    );
  });
});

describe('a rule that is written', () => {
  it('says after all what it said before', () => {
    const { id, name, when, conditions, acts } = rule;
    expect(saidBy(id, draftOf(rule))).toEqual({ id, name, when, conditions, acts });
  });

  it('lacks a name and an act at first, and whatever of a clause is not chosen yet', () => {
    expect(problemsOf(newRuleDraft()).map(({ at }) => at)).toEqual(['name', 'acts']);
    const kinds = ['channel', 'words', 'tag', 'address', 'hours', 'language'] as const;
    const conditions = kinds.map((kind, key) => ({ key, is: emptyCondition(kind) }));
    const does = ['assign', 'roundRobin', 'addTags', 'sendSavedReply', 'callWebhook', 'close'] as const;
    const acts = does.map((each, key) => ({ key, is: emptyAct(each) }));
    expect(problemsOf({ ...newRuleDraft(), name: ' ', conditions, acts }).map(({ at }) => at)).toEqual([
      'name',
      ...['condition 1', 'condition 2', 'condition 3', 'condition 5'],
      ...['act 0', 'act 1', 'act 2', 'act 3', 'act 4'],
    ]);
  });

  it.each([
    [null, 'hours'],
    [0, 'hours'],
    [1.5, 'days'],
    [91, 'days'],
  ] as const)('is not asked after %s %s', (amount, unit) => {
    const when = { kind: 'untouched', amount, unit, owedBy: 'anyone' } as const;
    const draft = { ...draftOf(rule), when };
    expect(problemsOf(draft).map(({ at }) => at)).toEqual(['when']);
    expect(problemsOf({ ...draft, when: { ...when, amount: 90, unit: 'days' } })).toEqual([]);
  });

  it('keeps a webhook’s address that is not shown, and asks for one that was never given', () => {
    const act = { does: 'callWebhook', url: null, shown: 'https://ops.example/…' } as const;
    const draft = { ...draftOf(rule), acts: [{ key: 0, is: act }] };
    expect(problemsOf(draft)).toEqual([]);
    expect(saidBy(rule.id, draft).acts).toEqual([act]);
    expect(problemsOf({ ...draft, acts: [{ key: 0, is: { ...act, shown: null } }] })).toHaveLength(1);
  });

  it('does each thing once, and assigns to one or in turn', () => {
    expect(actsToAdd([])).toHaveLength(7);
    expect(actsToAdd(['roundRobin', 'close'])).toEqual([
      'addTags',
      'setPriority',
      'sendSavedReply',
      'callWebhook',
    ]);
  });

  it('gives a new clause a key that no other has, also after one was removed', () => {
    const two = withAdded(withAdded([], 'a'), 'b');
    expect(withAdded(without(two, 0), 'c').map(({ key }) => key)).toEqual([1, 2]);
  });

  it('takes addresses and domains, and any word', () => {
    for (const entry of ['kim@example.com', 'example.com', '@example.co.uk'])
      expect(entryProblem('address', entry)).toBeNull();
    expect(entryProblem('address', 'example')).not.toBeNull();
    expect(entryProblem('words', 'Großhandel')).toBeNull();
  });
});

it('a rule that is moved stands where it was put, and the others close the gap', () => {
  const rows = ['a', 'b', 'c', 'd'].map((name) => ({ name, id: newId('rul') }));
  const order = (from: number, to: number) =>
    moved(rows, rows[from]?.id ?? newId('rul'), to)
      .map(({ name }) => name)
      .join('');
  expect([order(0, 2), order(3, 0), order(1, 1)]).toEqual(['bcad', 'dabc', 'abcd']);
});
