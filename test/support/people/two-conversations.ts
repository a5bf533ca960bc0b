import { undoSplit } from '../../../domain/moving/split.ts';
import { takeMessages } from '../../../domain/moving/take-messages.ts';
import { undoMerge } from '../../../domain/moving/undo-merge.ts';
import { commands } from '../../../domain/commands/commands.ts';
import { customerMessage } from '../../../domain/signals/customer-message.ts';
import { refuseMerge } from '../../../domain/moving/merge.ts';
import { batchRecorded, needsRecording, nextBatch } from '../../../domain/conversation/next-batch.ts';
import type { UpdateInput } from '../../../domain/contract/contract.ts';
import { newConversation, type ConversationState } from '../../../domain/conversation/state.ts';
import { newId, type AgentId } from '../../../domain/ids.ts';
import { applyFact } from '../../../domain/moving/pass-on.ts';

/** States of conversations that are merged and split, with what their workflows do between them. */

export const at = '2026-01-01T12:00:00.000Z';
export const agentId: AgentId = 'agt_ana0000000000000';
export const by = { agentId, at };

export function begin(parts: Partial<ConversationState> = {}): ConversationState {
  const state = newConversation({
    conversationId: newId('cnv'),
    projectId: newId('prj'),
    channel: 'widget',
    customerEmail: 'kim@example.org',
    lastSeq: 2,
    status: 'open',
    handler: { by: 'agent', agentId: null },
    assignee: null,
    escalation: null,
  });
  return Object.assign(state, parts);
}

/** What the workflow's loop does, with a database that only counts. @returns the notices that may be sent now. */
export function settle(state: ConversationState) {
  while (needsRecording(state)) {
    const batch = nextBatch(state, () => newId('dft'));
    const seqs = batch.entries.map((_, index) => state.lastSeq + index + 1);
    batchRecorded(state, batch, { seqs, lastSeq: state.lastSeq + seqs.length });
  }
  return state.notices.sending.splice(0);
}

/** Takes notices from one conversation to the other, twice: a retry changes nothing. */
export function carry(from: ConversationState, to: ConversationState): void {
  for (const notice of settle(from)) {
    for (let times = 0; times < 2; times++) {
      if (notice.name === 'takeMessages') takeMessages(to, notice.input, at);
      if (notice.name === 'undoMerge') undoMerge(to, notice.input, at);
      if (notice.name === 'refuseMerge') refuseMerge(to, notice.input, at);
      if (notice.name === 'undoSplit') undoSplit(to, notice.input, at);
    }
  }
}

export function merge(from: ConversationState, into: ConversationState): UpdateInput<'merge'> {
  const input = { id: newId('msg'), into: into.conversationId };
  commands.merge(from, input, by);
  commands.merge(from, input, by);
  return input;
}

export function merged() {
  const [side, main] = [begin(), begin({ status: 'waiting' })];
  merge(side, main);
  carry(side, main);
  settle(main);
  return { side, main: Object.assign(main, { status: 'waiting' }) };
}

export const events = (state: ConversationState) => state.unrecorded.map(({ event }) => event?.kind);

export const say = (state: ConversationState, text = 'Hello') => {
  const input = { id: newId('msg'), text };
  applyFact(state, { name: 'customerMessage', input }, () => customerMessage(state, input, at));
  return input;
};
