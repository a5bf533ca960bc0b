import { expect, it } from 'vitest';
import { agentAnswered, commands } from '../../../domain/conversation/commands.ts';
import { newConversation, type ConversationState } from '../../../domain/conversation/state.ts';
import { customerWrote } from '../../../domain/conversation/facts.ts';
import { newId, type AgentId } from '../../../domain/ids.ts';
import { batchRecorded, nextBatch } from '../../../domain/conversation/batch.ts';

const at = '2026-01-01T12:00:00.000Z';
const ana: AgentId = 'agt_ana0000000000000';
const ben: AgentId = 'agt_ben0000000000000';

function escalated(): ConversationState {
  const state = newConversation({
    conversationId: newId('cnv'),
    projectId: newId('prj'),
    channel: 'widget',
    customerEmail: 'kim@example.org',
    lastSeq: 0,
    status: 'open',
    handler: { by: 'agent', agentId: null },
    assignee: ana,
    escalation: null,
  });
  ask(state);
  return state;
}

function settle(state: ConversationState, tellAgentsInMs?: number) {
  const batch = nextBatch(state, () => newId('dft'));
  const seqs = batch.entries.map((_, index) => state.lastSeq + index + 1);
  const lastSeq = state.lastSeq + seqs.length;
  batchRecorded(state, batch, { seqs, lastSeq, ...(tellAgentsInMs !== undefined && { tellAgentsInMs }) });
  return batch;
}

function ask(state: ConversationState, tellAgentsInMs?: number) {
  customerWrote(state, { id: newId('msg'), text: 'Hello?' }, at);
  return settle(state, tellAgentsInMs);
}

type Does = 'reply' | 'note' | 'close' | 'return';

function answer(state: ConversationState, does: Does, seenSeq: number, text = 'Here you are.') {
  const reason = does === 'return' ? ('unknown_command' as const) : null;
  const reply = { id: newId('msg'), agentId: ana, text, byMail: { seenSeq, does, reason } };
  agentAnswered(state, reply, at);
  agentAnswered(state, reply, at);
  return settle(state);
}

it('answers the customer once with an agent’s answer by mail', () => {
  const state = escalated();
  const { entries, returned } = answer(state, 'reply', 1);
  expect(entries).toMatchObject([{ kind: 'message', audience: 'everyone', text: 'Here you are.' }]);
  expect(entries[0]?.deliveryId).not.toBeNull();
  expect(returned).toBeUndefined();
  expect(state).toMatchObject({ status: 'waiting', handler: { by: 'agent', agentId: ana } });
  expect(state.agentMail).toBeUndefined();
});

it.each([
  ['a customer', (state: ConversationState) => void ask(state)],
  [
    'a colleague',
    (state: ConversationState) => {
      commands.addNote(state, { id: newId('msg'), text: 'Wait!' }, { agentId: ben, at });
    },
  ],
])('keeps an answer as a note, and returns it, when %s wrote meanwhile', (_who, happens) => {
  const state = escalated();
  happens(state);
  const { entries, returned } = answer(state, 'reply', 1);
  expect(entries.at(-1)).toMatchObject({ kind: 'note', audience: 'team', deliveryId: null });
  expect(entries.at(-1)?.text).toContain('Here you are.');
  expect(returned).toMatchObject([{ agentId: ana, seenSeq: 1, reason: 'stale', text: 'Here you are.' }]);
  expect(state.agentMail).toEqual({ toSend: { news: false } });
  expect(state.status).toBe('open');
});

it('takes an answer whose writer alone said something since', () => {
  const state = escalated();
  answer(state, 'reply', 1);
  expect(answer(state, 'reply', 1).returned).toBeUndefined();
});

it('returns what is no answer, and what comes to a closed conversation', () => {
  const state = escalated();
  expect(answer(state, 'return', 1).returned).toMatchObject([{ reason: 'unknown_command' }]);
  commands.close(state, { id: newId('msg') }, { agentId: ben, at });
  settle(state);
  expect(answer(state, 'reply', state.lastSeq).returned).toMatchObject([{ reason: 'closed' }]);
  expect(state.status).toBe('closed');
});

it('takes a note whatever happened meanwhile', () => {
  const state = escalated();
  ask(state);
  const { entries, returned } = answer(state, 'note', 1);
  expect(entries).toMatchObject([
    { kind: 'note', audience: 'team', text: 'Here you are.', deliveryId: null },
  ]);
  expect(returned).toBeUndefined();
});

it('closes after sending, and with nothing to send', () => {
  const [one, other] = [escalated(), escalated()];
  expect(answer(one, 'close', 1).entries.map(({ kind }) => kind)).toEqual(['message', 'event']);
  expect(answer(other, 'close', 1, '').entries.map(({ kind }) => kind)).toEqual(['event']);
  expect([one.status, other.status]).toEqual(['closed', 'closed']);
});

it('collects from the first message on, and only while somebody listens', () => {
  const state = escalated();
  expect(state.agentMail).toBeUndefined();
  ask(state, 120_000);
  ask(state, 60_000);
  expect(state.agentMail).toEqual({ newsAt: '2026-01-01T12:02:00.000Z' });
});
