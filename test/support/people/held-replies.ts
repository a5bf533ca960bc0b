import { commands } from '../../../domain/commands/commands.ts';
import { batchRecorded, nextBatch } from '../../../domain/conversation/next-batch.ts';
import { newConversation, type ConversationState } from '../../../domain/conversation/state.ts';
import { waitEnded } from '../../../domain/replies/undo-send.ts';
import { waitsOf } from '../../../domain/replies/waits.ts';
import { newId, type AgentId } from '../../../domain/ids.ts';

export const ana: AgentId = 'agt_ana0000000000000';
export const ben: AgentId = 'agt_ben0000000000000';
export const moment = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, seconds)).toISOString();

export function begin(email: string | null = 'kim@example.org'): ConversationState {
  return newConversation({
    conversationId: newId('cnv'),
    projectId: newId('prj'),
    channel: 'widget',
    customerEmail: email,
    lastSeq: 0,
    status: 'open',
    handler: { by: 'agent', agentId: null },
    assignee: null,
    escalation: null,
  });
}

/** What the workflow's loop does, with a database that only counts. @returns what was written. */
export function settle(state: ConversationState) {
  const batch = nextBatch(state, () => newId('dft'));
  const seqs = batch.entries.map((_, index) => state.lastSeq + index + 1);
  const made = batch.requestedDeliveries.map(({ deliveryId }) => deliveryId);
  batchRecorded(state, batch, { seqs, lastSeq: state.lastSeq + seqs.length, made });
  return batch;
}

export function reply(
  state: ConversationState,
  at: number,
  { agentId = ana, undoSeconds = 5, readSeconds = null as number | null, seenSeq = state.lastSeq } = {},
) {
  const id = newId('msg');
  const times = { undoSeconds, readSeconds };
  commands.reply(state, { id, text: `Said at ${at}`, seenSeq, times }, { agentId, at: moment(at) });
  return id;
}

/** Lets time pass as the timers would. */
export function pass(state: ConversationState, to: number): void {
  for (const wait of waitsOf(state)) if (wait.until <= moment(to)) waitEnded(state, wait, wait.until);
}

export const command = (messageId: string) => ({ id: newId('msg'), messageId: messageId as never });
export const by = (agentId: AgentId, at: number) => ({ agentId, at: moment(at) });
