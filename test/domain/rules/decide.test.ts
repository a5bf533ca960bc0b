import { expect, it } from 'vitest';
import { newId } from '../../../domain/ids.ts';
import { decide } from '../../../domain/rules/decide.ts';
import type { RuleFacts } from '../../../domain/rules/facts.ts';
import { meetings } from '../../../domain/rules/meetings.ts';
import type { Rule, RuleAct, RuleCondition } from '../../../domain/rules/rule.ts';

const [ana, ben] = [newId('agt'), newId('agt')];
const [invoice, urgent] = [newId('tag'), newId('tag')];
const facts: RuleFacts = {
  ...{ channel: 'email', subject: 'Invoice', words: 'Where is it?', tags: [], isOpen: true },
  addresses: ['kim@example.org'],
};
let position = 0;
const rule = (name: string, acts: RuleAct[], conditions: RuleCondition[] = []): Rule => ({
  ...{ id: newId('rul'), name, isOn: true, when: { kind: 'new' }, conditions, acts, position: position++ },
});
const tagged = (...anyOf: `tag_${string}`[]): RuleCondition => ({ kind: 'tag', anyOf });
const add = (...tagIds: `tag_${string}`[]): RuleAct => ({ does: 'addTags', tagIds });
const give = (assignee: `agt_${string}`): RuleAct => ({ does: 'assign', assignee });

const ran = (rules: Rule[], about: Partial<RuleFacts> = {}) => {
  const { runs, stops } = decide(rules, { ...facts, ...about });
  return { runs: runs.map(({ rule: { name }, acts }) => [name, ...acts.map(({ does }) => does)]), stops };
};

it('runs what holds, in order, and nothing else', () => {
  const rules = [
    rule('Invoices', [add(invoice)], [{ kind: 'words', anyOf: ['invoice'] }]),
    rule('Chat', [give(ana)], [{ kind: 'channel', channel: 'widget' }]),
    rule('Everything', [{ does: 'setPriority', priority: 'low' }]),
  ];
  expect(ran(rules)).toEqual({
    runs: [
      ['Invoices', 'addTags'],
      ['Everything', 'setPriority'],
    ],
    stops: [],
  });
});

it('lets a rule see the tags that another gave, wherever it stands', () => {
  const rules = [rule('Ana', [give(ana)], [tagged(invoice)]), rule('Invoices', [add(invoice)])];
  expect(ran(rules).runs.map(([name]) => name)).toEqual(['Invoices', 'Ana']);
});

it('stops two rules that trigger each other after each has run once, and says which', () => {
  const rules = [
    rule('One', [add(urgent)], [tagged(invoice)]),
    rule('Two', [add(invoice)], [tagged(urgent)]),
  ];
  const { runs, stops } = ran(rules, { tags: [invoice] });
  expect(runs.map(([name]) => name)).toEqual(['One', 'Two']);
  expect(stops).toEqual([{ rules: ['One', 'Two'], why: 'circle' }]);
  expect(ran(rules)).toEqual({ runs: [], stops: [] });
});

it('finds a circle of three', () => {
  const third = newId('tag');
  const rules = [
    rule('One', [add(urgent)], [tagged(invoice)]),
    rule('Two', [add(third)], [tagged(urgent)]),
    rule('Three', [add(invoice)], [tagged(third)]),
  ];
  expect(ran(rules, { tags: [invoice] }).stops).toEqual([{ rules: ['One', 'Two', 'Three'], why: 'circle' }]);
});

it('does not undo for a message what an earlier rule did for it, and says so', () => {
  const rules = [rule('Ana', [give(ana)]), rule('Ben', [give(ben), { does: 'close' }])];
  expect(ran(rules)).toEqual({
    runs: [
      ['Ana', 'assign'],
      ['Ben', 'close'],
    ],
    stops: [{ rules: ['Ana', 'Ben'], why: 'contradicts' }],
  });
});

it('tells of a rule which others it meets', () => {
  const one = rule('One', [add(urgent), give(ana)], [tagged(invoice)]);
  const others = [
    rule('Feeds it', [add(invoice)]),
    rule('Is fed', [{ does: 'close' }], [tagged(urgent)]),
    rule('Circle', [add(invoice)], [tagged(urgent)]),
    rule('Against it', [give(ben)]),
    { ...rule('At another moment', [give(ben)]), when: { kind: 'customerAnswered' as const } },
    rule('Alone', [{ does: 'close' }]),
    one,
  ];
  expect(meetings(one, others).map(({ name, how }) => [name, how])).toEqual([
    ['Feeds it', 'fed'],
    ['Is fed', 'feeds'],
    ['Circle', 'circle'],
    ['Against it', 'contradicts'],
  ]);
});

it('finds no contradiction between rules that no conversation has both of', () => {
  const mail = rule('Mail', [give(ana)], [{ kind: 'channel', channel: 'email' }]);
  const chat = rule('Chat', [give(ben)], [{ kind: 'channel', channel: 'widget' }]);
  expect(meetings(mail, [chat])).toEqual([]);
});
