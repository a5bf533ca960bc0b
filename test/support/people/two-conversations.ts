import { absorbed, released } from '../../../domain/moving/take-messages.ts';
import { commands } from '../../../domain/conversation/commands.ts';
import type { UpdateInput } from '../../../domain/contract/contract.ts';
import { newConversation, type ConversationState } from '../../../domain/conversation/state.ts';
import { customerWrote } from '../../../domain/conversation/facts.ts';
import { newId, type AgentId } from '../../../domain/ids.ts';
import { mergeRefused } from '../../../domain/moving/merge.ts';
import { factApplied } from '../../../domain/moving/pass-on.ts';
import { batchRecorded, needsRecording, nextBatch } from '../../../domain/conversation/batch.ts';
import { givenBack } from '../../../domain/moving/split.ts';

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

/** What the workflow's loop does, with a database that only counts. @returns the news that may be told now. */
export function settle(state: ConversationState) {
  while (needsRecording(state)) {
    const batch = nextBatch(state, () => newId('dft'));
    const seqs = batch.entries.map((_, index) => state.lastSeq + index + 1);
    batchRecorded(state, batch, { seqs, lastSeq: state.lastSeq + seqs.length });
  }
  return (state.telling ?? []).splice(0);
}

/** Takes news from one conversation to the other, twice: a retry changes nothing. */
export function carry(from: ConversationState, to: ConversationState): void {
  for (const news of settle(from)) {
    for (let times = 0; times < 2; times++) {
      if (news.name === 'absorb') absorbed(to, news.input, at);
      if (news.name === 'release') released(to, news.input, at);
      if (news.name === 'refuseMerge') mergeRefused(to, news.input, at);
      if (news.name === 'giveBack') givenBack(to, news.input, at);
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
  factApplied(state, { name: 'customerMessage', input }, () => customerWrote(state, input, at));
  return input;
};
