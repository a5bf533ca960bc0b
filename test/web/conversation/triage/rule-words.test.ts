import { expect, it } from 'vitest';
import { newId } from '../../../../domain/ids.ts';
import type { RuleEvent } from '../../../../domain/rule-event.ts';
import { exactTime } from '../../../../web/app/time.ts';
import { ruleWords } from '../../../../web/conversation/triage/rule-words.ts';

const rule = { id: newId('rul'), name: 'Invoices' };
const ben = newId('agt');
const nameOf = (id: string) => (id === ben ? 'Ben' : 'You');

it.each<[event: RuleEvent, words: string]>([
  [
    {
      ...{ kind: 'ruleRan', rule },
      did: [
        { did: 'tagged', tags: [{ tagId: newId('tag'), name: 'billing' }] },
        { did: 'assigned', agentId: ben },
      ],
    },
    'Rule “Invoices” added the tag billing; assigned it to Ben',
  ],
  [
    { kind: 'ruleRan', rule, did: [{ did: 'foundNobody' }], askedBy: newId('agt') },
    'Rule “Invoices” found nobody free: it stays unassigned, as you asked',
  ],
  [
    { kind: 'ruleMoved', rule, agentId: ben, at: '2026-03-02T10:00:00Z' },
    `Ben moved the rule “Invoices” to ${exactTime('2026-03-02T10:00:00Z')}`,
  ],
  [{ kind: 'ruleCancelled', rule, agentId: ben }, 'Ben kept the rule “Invoices” from running'],
  [
    { kind: 'rulesStopped', rules: ['One', 'Two'], why: 'circle' },
    'Rules “One”, “Two” trigger each other: they stopped after running once',
  ],
  [
    { kind: 'rulesStopped', rules: ['One', 'Two'], why: 'contradicts' },
    'Rule “Two” stopped: rule “One” had done otherwise for the same message',
  ],
])('%o reads as %s', (event, words) => {
  expect(ruleWords(event, nameOf)).toBe(words);
});
