import { expect, it } from 'vitest';
import { agentReply } from '../../../domain/signals/agent-reply.ts';
import { commands } from '../../../domain/commands/commands.ts';
import { customerMessage } from '../../../domain/signals/customer-message.ts';
import { batchRecorded, nextBatch } from '../../../domain/conversation/next-batch.ts';
import { newConversation, type ConversationState } from '../../../domain/conversation/state.ts';
import { newId, type AgentId } from '../../../domain/ids.ts';

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

function settle(state: ConversationState, digestInMs?: number) {
  const batch = nextBatch(state, () => newId('dft'));
  const seqs = batch.entries.map((_, index) => state.lastSeq + index + 1);
  const lastSeq = state.lastSeq + seqs.length;
  batchRecorded(state, batch, { seqs, lastSeq, ...(digestInMs !== undefined && { digestInMs }) });
  return batch;
}

function ask(state: ConversationState, digestInMs?: number) {
  customerMessage(state, { id: newId('msg'), text: 'Hello?' }, at);
  return settle(state, digestInMs);
}

type Does = 'reply' | 'note' | 'close' | 'refuse';

function answer(state: ConversationState, does: Does, seenSeq: number, text = 'Here you are.') {
  const reason = does === 'refuse' ? ('unknown_command' as const) : null;
  const reply = { id: newId('msg'), agentId: ana, text, mailContext: { seenSeq, does, reason } };
  agentReply(state, reply, at);
  agentReply(state, reply, at);
  return settle(state);
}

it('answers the customer once with an agent’s answer by mail', () => {
  const state = escalated();
  const { entries, requestedDeliveries, refusedAgentMails } = answer(state, 'reply', 1);
  expect(entries).toMatchObject([{ kind: 'message', audience: 'everyone', text: 'Here you are.' }]);
  expect(requestedDeliveries).toMatchObject([{ kind: 'new', unlessRead: false }]);
  expect(refusedAgentMails).toEqual([]);
  expect(state).toMatchObject({ status: 'waiting', handler: { by: 'agent', agentId: ana } });
  expect(state.agentMail).toEqual({ digestAt: null, refused: [], toSend: null });
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
  const { entries, refusedAgentMails } = answer(state, 'reply', 1);
  expect(entries.at(-1)).toMatchObject({ kind: 'note', audience: 'team' });
  expect(entries.at(-1)?.text).toContain('Here you are.');
  expect(refusedAgentMails).toMatchObject([
    { agentId: ana, seenSeq: 1, reason: 'stale', text: 'Here you are.' },
  ]);
  expect(state.agentMail).toEqual({ digestAt: null, refused: [], toSend: { digest: false } });
  expect(state.status).toBe('open');
});

it('takes an answer whose writer alone said something since', () => {
  const state = escalated();
  answer(state, 'reply', 1);
  expect(answer(state, 'reply', 1).refusedAgentMails).toEqual([]);
});

it('returns what is no answer, and what comes to a closed conversation', () => {
  const state = escalated();
  expect(answer(state, 'refuse', 1).refusedAgentMails).toMatchObject([{ reason: 'unknown_command' }]);
  commands.close(state, { id: newId('msg') }, { agentId: ben, at });
  settle(state);
  expect(answer(state, 'reply', state.lastSeq).refusedAgentMails).toMatchObject([{ reason: 'closed' }]);
  expect(state.status).toBe('closed');
});

it('takes a note whatever happened meanwhile', () => {
  const state = escalated();
  ask(state);
  const { entries, refusedAgentMails } = answer(state, 'note', 1);
  expect(entries).toMatchObject([{ kind: 'note', audience: 'team', text: 'Here you are.' }]);
  expect(refusedAgentMails).toEqual([]);
});

it('closes after sending, and with nothing to send', () => {
  const [one, other] = [escalated(), escalated()];
  expect(answer(one, 'close', 1).entries.map(({ kind }) => kind)).toEqual(['message', 'event']);
  expect(answer(other, 'close', 1, '').entries.map(({ kind }) => kind)).toEqual(['event']);
  expect([one.status, other.status]).toEqual(['closed', 'closed']);
});

it('collects from the first message on, and only while somebody listens', () => {
  const state = escalated();
  expect(state.agentMail).toEqual({ digestAt: null, refused: [], toSend: null });
  ask(state, 120_000);
  ask(state, 60_000);
  expect(state.agentMail).toMatchObject({ digestAt: '2026-01-01T12:02:00.000Z' });
});
