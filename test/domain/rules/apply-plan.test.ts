import { expect, it } from 'vitest';
import { commands } from '../../../domain/commands/commands.ts';
import { refusalOf } from '../../../domain/commands/refusal-of.ts';
import { batchRecorded, nextBatch, rulesAhead } from '../../../domain/conversation/next-batch.ts';
import { newConversation, type ConversationState } from '../../../domain/conversation/state.ts';
import { newId } from '../../../domain/ids.ts';
import type { PlannedAct, RulePlan, WaitingRule } from '../../../domain/rule-event.ts';
import { applyPlan } from '../../../domain/rules/running/apply-plan.ts';
import { customerMessage } from '../../../domain/signals/customer-message.ts';
import { whatHappensNext, waitsIn } from '../../../domain/triage/what-happens-next.ts';

const at = '2026-01-01T12:00:00.000Z';
const later = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();
const ana = newId('agt');
const rule = { id: newId('rul'), name: 'Invoices' };

function begin(parts: Partial<ConversationState> = {}): ConversationState {
  const state = newConversation({
    ...{ conversationId: newId('cnv'), projectId: newId('prj'), channel: 'widget', customerEmail: null },
    ...{
      lastSeq: 0,
      status: 'open',
      handler: { by: 'agent', agentId: null },
      assignee: null,
      escalation: null,
    },
  });
  return Object.assign(state, parts);
}
const plan = (acts: PlannedAct[], parts: Partial<RulePlan> = {}): RulePlan => ({
  ...{ runs: [{ rule, acts }], stops: [], waiting: [], ...parts },
});
const apply = (state: ConversationState, wanted: RulePlan, when = at) =>
  applyPlan(state, wanted, { newId: () => newId('msg'), at: when });
const events = (state: ConversationState) => state.unrecorded.flatMap(({ event }) => event ?? []);
function recorded(state: ConversationState): void {
  const batch = nextBatch(state, () => newId('dft'));
  batchRecorded(state, batch, { lastSeq: 1, seqs: batch.entries.map(() => 1) });
}

it('does what a rule wants in one event with the rule’s name, for the team alone', () => {
  const state = begin();
  const tag = { tagId: newId('tag'), name: 'billing' };
  apply(
    state,
    plan([
      { does: 'assign', agentId: ana },
      { does: 'addTags', tags: [tag] },
      { does: 'setPriority', priority: 'high' },
    ]),
  );
  expect(state).toMatchObject({ assignee: ana, tags: [tag.tagId], priority: 'high' });
  expect(state.unrecorded).toMatchObject([{ author: { by: 'system' }, audience: 'team' }]);
  expect(events(state)).toEqual([
    {
      ...{ kind: 'ruleRan', rule },
      did: [
        { did: 'assigned', agentId: ana },
        { did: 'tagged', tags: [tag] },
        { did: 'prioritised', priority: 'high' },
      ],
    },
  ]);
});

it('leaves no event where it changes nothing', () => {
  const state = begin({ assignee: ana, priority: 'high' });
  apply(
    state,
    plan([
      { does: 'assign', agentId: ana },
      { does: 'setPriority', priority: 'high' },
      { does: 'findNobody' },
    ]),
  );
  expect(state.unrecorded).toEqual([]);
});

it('closes once, and gives up what the assistant writes', () => {
  const state = begin({ answerWanted: true });
  apply(state, plan([{ does: 'close' }]));
  apply(state, plan([{ does: 'close' }]));
  expect(state).toMatchObject({ status: 'closed', answerWanted: false });
  expect(events(state).map(({ kind }) => kind)).toEqual(['closed', 'ruleRan']);
});

it('says its saved reply once a day, in the chat where the customer is', () => {
  const state = begin();
  for (const minutes of [0, 60, 23 * 60, 25 * 60])
    apply(state, plan([{ does: 'say', text: 'Hi' }]), later(minutes));
  const said = state.unrecorded.filter(({ kind }) => kind === 'message');
  expect(said).toHaveLength(2);
  expect(said[0]).toMatchObject({
    audience: 'everyone',
    channel: 'widget',
    text: 'Hi',
    author: { by: 'system' },
  });
  expect(state.requestedDeliveries).toEqual([]);
});

it('mails it as an automatic mail, and only to an address that was verified', () => {
  const mailed = begin({ lastChannel: 'email', customerEmail: 'kim@example.org' });
  apply(mailed, plan([{ does: 'say', text: 'Hi' }]));
  expect(events(mailed)).toMatchObject([{ did: [{ did: 'saidNothing' }] }]);
  mailed.automaticAnswers = { assistant: false, acknowledge: null };
  apply(mailed, plan([{ does: 'say', text: 'Hi' }]));
  expect(mailed.requestedDeliveries).toMatchObject([{ kind: 'automatic', purpose: 'rule' }]);
});

it('stops a rule that runs twenty times within an hour, says so once, and lets it run again afterwards', () => {
  const state = begin();
  for (let turn = 0; turn < 30; turn++)
    apply(state, plan([{ does: 'setPriority', priority: turn % 2 ? 'low' : 'high' }]), later(turn));
  const kinds = events(state).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'ruleRan')).toHaveLength(20);
  expect(kinds.filter((kind) => kind === 'rulesStopped')).toHaveLength(1);
  apply(state, plan([{ does: 'setPriority', priority: 'normal' }]), later(90));
  expect(state.priority).toBe('normal');
});

it('says once a day that rules stop each other', () => {
  const state = begin();
  const stops = [{ rules: ['One', 'Two'], why: 'circle' as const }];
  for (const minutes of [0, 5, 26 * 60]) apply(state, plan([], { runs: [], stops }), later(minutes));
  expect(events(state)).toHaveLength(2);
});

/** A rule for two hours, in a conversation whose customer wrote. */
function silent(parts: Partial<WaitingRule> = {}) {
  const state = begin();
  customerMessage(state, { id: newId('msg'), text: 'Hello' }, at);
  recorded(state);
  const waiting = [{ ...rule, ms: 2 * 3_600_000, owedBy: 'anyone' as const, ...parts }];
  apply(state, plan([], { runs: [], waiting }));
  return state;
}
const by = { agentId: ana, at };

it('waits from the last time that somebody touched it, and says what happens next', () => {
  const state = silent();
  expect(whatHappensNext(waitsIn(state))).toEqual([{ kind: 'ruleRuns', at: later(120), rule }]);
  commands.addNote(state, { id: newId('msg'), text: 'Waiting' }, { agentId: ana, at: later(30) });
  recorded(state);
  expect(rulesAhead(state)).toMatchObject([{ at: later(150) }]);
});

it('is touched by no rule', () => {
  const state = silent();
  apply(
    state,
    plan(
      [
        { does: 'say', text: 'Hi' },
        { does: 'setPriority', priority: 'low' },
      ],
      { waiting: state.rules.waiting },
    ),
    later(60),
  );
  recorded(state);
  expect(rulesAhead(state)).toMatchObject([{ at: later(120) }]);
});

it('waits only while it is that side’s turn', () => {
  expect(rulesAhead(silent({ owedBy: 'team' }))).toHaveLength(1);
  expect(rulesAhead(silent({ owedBy: 'customer' }))).toEqual([]);
  expect(rulesAhead(Object.assign(silent(), { status: 'closed' }))).toEqual([]);
  expect(rulesAhead(Object.assign(silent(), { status: 'snoozed' }))).toEqual([]);
});

it('can be cancelled until somebody touches it again, which is no touch itself', () => {
  const state = silent();
  const cancel = { id: newId('msg'), ruleId: rule.id };
  expect(refusalOf(state, { name: 'cancelRule', input: cancel, actor: by })).toBeNull();
  commands.cancelRule(state, cancel, by);
  recorded(state);
  expect(rulesAhead(state)).toEqual([]);
  const again = { id: newId('msg'), ruleId: rule.id };
  expect(refusalOf(state, { name: 'cancelRule', input: again, actor: by })).toBe('not_found');
  customerMessage(state, { id: newId('msg'), text: 'Hello?' }, later(10));
  recorded(state);
  expect(rulesAhead(state)).toHaveLength(1);
});

it('can be moved within a silence, also beyond its own moment, and ends as it would with the next words', () => {
  const state = silent();
  const at = later(300);
  const move = { id: newId('msg'), ruleId: rule.id, at };
  expect(refusalOf(state, { name: 'moveRule', input: move, actor: by })).toBeNull();
  commands.moveRule(state, move, by);
  commands.moveRule(state, { ...move, at: later(400) }, by);
  expect(events(state)).toMatchObject([{ kind: 'ruleMoved', at, rule: { id: rule.id } }]);
  recorded(state);
  expect(rulesAhead(state)).toMatchObject([{ at }]);
  customerMessage(state, { id: newId('msg'), text: 'Hello?' }, later(10));
  recorded(state);
  expect(rulesAhead(state)).toMatchObject([{ at: later(130) }]);
  const gone = { id: newId('msg'), ruleId: newId('rul'), at };
  expect(refusalOf(state, { name: 'moveRule', input: gone, actor: by })).toBe('not_found');
});

it('can be asked for now, by an agent whom the event names', () => {
  const state = silent();
  commands.runRule(state, { id: newId('msg'), ruleId: rule.id }, by);
  expect(state.rules.asked).toEqual([{ id: rule.id, agentId: ana }]);
});
