import { describe, expect, it } from 'vitest';
import { commands } from '../../../domain/commands/commands.ts';
import { escalateAgainDue } from '../../../domain/conversation/agent-mail-state.ts';
import type { Recorded } from '../../../domain/conversation/batch.ts';
import { batchRecorded, nextBatch } from '../../../domain/conversation/next-batch.ts';
import { newConversation, type ConversationState } from '../../../domain/conversation/state.ts';
import { newId } from '../../../domain/ids.ts';
import { restBefore, waitAfter, waitWhenDue } from '../../../domain/notices/escalate-again.ts';
import { customerMessage } from '../../../domain/signals/customer-message.ts';
import { escalate } from '../../../domain/signals/escalate.ts';

const NOON = '2026-06-01T12:00:00.000Z';
const LATER = '2026-06-01T12:20:00.000Z';
const HALF_PAST = '2026-06-01T12:30:00.000Z';
const wait = { since: NOON, at: HALF_PAST };

describe('a wait for somebody', () => {
  it.each([
    ['begins with an escalation', null, { isEscalated: true, at: NOON, due: HALF_PAST }, wait],
    ['begins with a customer’s words', null, { isEscalated: false, at: NOON, due: HALF_PAST }, wait],
    [
      'is no longer for further words',
      wait,
      { isEscalated: false, at: LATER, due: '2026-06-01T12:50:00Z' },
      wait,
    ],
    [
      'begins anew with another escalation',
      { since: NOON, at: null },
      { isEscalated: true, at: LATER, due: HALF_PAST },
      { since: LATER, at: HALF_PAST },
    ],
    ['is none where nobody wants it', null, { isEscalated: false, at: NOON, due: null }, null],
    [
      'ends with an escalation after which nobody wants it',
      wait,
      { isEscalated: true, at: LATER, due: null },
      null,
    ],
  ])('%s', (_, before, step, after) => expect(waitAfter(before, step)).toEqual(after));

  it.each([
    ['is over', NOON, { since: NOON, at: null }],
    [
      'goes on where people are there later than was thought',
      '2026-06-02T07:00:00Z',
      { since: NOON, at: '2026-06-02T07:00:00Z' },
    ],
    ['ends where nobody wants it any more', null, null],
  ])('%s when its moment comes', (_, due, after) =>
    expect(waitWhenDue(wait, { now: HALF_PAST, due })).toEqual(after),
  );

  it('rests until its moment, and at most six hours', () => {
    const now = Date.parse(NOON);
    expect(restBefore(HALF_PAST, now)).toBe(30 * 60_000);
    expect(restBefore('2026-06-03T07:00:00Z', now)).toBe(6 * 3_600_000);
    expect(restBefore('2026-06-01T07:00:00Z', now)).toBe(1);
  });
});

function waiting(): ConversationState {
  const state = newConversation({
    ...{ conversationId: newId('cnv'), projectId: newId('prj'), channel: 'widget', customerEmail: null },
    ...{ lastSeq: 0, status: 'open', handler: { by: 'assistant' }, assignee: null, escalation: null },
  });
  escalate(state, { id: newId('msg'), reason: null, email: null }, NOON);
  settle(state, { noticeInMs: 10_000, escalateAgainAt: HALF_PAST });
  return state;
}

function settle(state: ConversationState, heard: Partial<Recorded> = {}) {
  const batch = nextBatch(state, () => newId('dft'));
  const seqs = batch.entries.map((_, index) => state.lastSeq + index + 1);
  batchRecorded(state, batch, { seqs, lastSeq: state.lastSeq + seqs.length, ...heard });
  return batch;
}

const due = (state: ConversationState, parts: Partial<Parameters<typeof escalateAgainDue>[1]> = {}) => {
  const id = newId('msg');
  escalateAgainDue(state, { id, since: NOON, now: HALF_PAST, due: HALF_PAST, ...parts });
  return id;
};
const ana = { agentId: newId('agt'), at: LATER };

describe('a conversation that nobody took', () => {
  it('is escalated again in the transcript before everybody is told, once', () => {
    const state = waiting();
    const id = due(state);
    due(state);
    expect(state.teamNotice.due).toEqual([]);
    const batch = settle(state);
    expect(batch).toMatchObject({
      escalatedAgain: true,
      entries: [{ id, audience: 'team', event: { kind: 'escalatedAgain' } }],
    });
    expect(state.teamNotice.due).toEqual([id]);
    customerMessage(state, { id: newId('msg'), text: 'Hello?' }, HALF_PAST);
    expect(settle(state, { noticeInMs: 0, escalateAgainAt: '2026-06-01T13:00:00Z' }).escalatedAgain).toBe(
      true,
    );
    due(state);
    expect(state.unrecorded).toEqual([]);
  });

  it('is not when somebody took it, or an earlier wait ends', () => {
    const taken = waiting();
    commands.takeOver(taken, { id: newId('msg') }, ana);
    settle(taken);
    due(taken);
    expect(taken.unrecorded).toEqual([]);
    const other = waiting();
    due(other, { since: LATER });
    expect(other.unrecorded).toEqual([]);
  });

  it.each(['takeOver', 'close', 'handBack'] as const)('stands among the others after %s', (command) => {
    const state = waiting();
    due(state);
    settle(state);
    commands[command](state, { id: newId('msg') }, ana);
    expect(settle(state)).not.toHaveProperty('escalatedAgain');
  });
});
