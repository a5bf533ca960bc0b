import type { Actor, SignalInput, UpdateInput, UpdateName } from './contract.ts';
import { firstTime, isStale, standing, type ConversationState, type Standing } from './conversation.ts';
import { happened, noted, said } from './entries.ts';
import type { RefusalCode } from './errors.ts';
import { abandonDraft, awaitAnswer } from './facts.ts';
import { siblingId, type AgentId } from './ids.ts';
import { mergeInto, undoMerge } from './merge.ts';
import type { ConversationEvent } from './message.ts';
import { splitOff, undoSplit } from './split.ts';

/** Updates that make sense while a conversation is closed. */
const ALLOWED_WHEN_CLOSED: UpdateName[] = ['reopen', 'addNote', 'merge', 'unmerge', 'split', 'unsplit'];

/** Why a command cannot be taken now, or null. A repetition of an accepted command is never refused. */
export function refusalOf<Name extends UpdateName>(
  state: ConversationState,
  command: { name: Name; input: UpdateInput<Name>; actor: Actor },
): RefusalCode | null {
  const { name, input, actor } = command;
  if (state.recentIds.includes(input.id)) return null;
  if (state.merged && (name !== 'unmerge' || state.merged.returned)) return 'conversation_merged';
  if (state.status === 'closed' && !ALLOWED_WHEN_CLOSED.includes(name)) return 'conversation_closed';
  if ('seenSeq' in input && isStale(state, { seenSeq: input.seenSeq, agentId: actor.agentId }))
    return 'stale_reply';
  return null;
}

/** What each update of the contract does. */
export type Commands = {
  [Name in UpdateName]: (
    state: ConversationState,
    input: UpdateInput<Name>,
    by: Actor & { at: string },
  ) => Standing;
};

/** Repetitions change nothing. */
export const commands: Commands = {
  reply: (state, input, { agentId, at }) =>
    once(state, input.id, () => answer(state, { id: input.id, text: input.text, agentId }, at)),

  takeOver: (state, { id }, { agentId, at }) =>
    once(state, id, () => {
      claim(state, agentId);
      state.assignee = agentId;
      record(state, { id, agentId, at, event: { kind: 'takenOver', agentId } });
    }),

  handBack: (state, { id }, { agentId, at }) =>
    once(state, id, () => {
      state.handler = { by: 'assistant' };
      state.assignee = null;
      state.escalation = null;
      state.status = 'open';
      record(state, { id, agentId, at, event: { kind: 'handedBack', agentId } });
      if (customerSpokeLast(state)) awaitAnswer(state);
    }),

  assign: (state, { id, assignee }, { agentId, at }) =>
    once(state, id, () => {
      state.assignee = assignee;
      record(state, { id, agentId, at, event: { kind: 'assigned', agentId, assignee } });
    }),

  addNote: (state, { id, text }, { agentId, at }) =>
    once(state, id, () => {
      state.unrecorded.push(noted({ id, text, author: { by: 'agent', agentId }, at }));
    }),

  close: (state, { id }, { agentId, at }) =>
    once(state, id, () => {
      abandonDraft(state);
      state.status = 'closed';
      record(state, { id, agentId, at, event: { kind: 'closed', agentId } });
    }),

  reopen: (state, { id }, { agentId, at }) =>
    once(state, id, () => {
      if (state.status !== 'closed') return;
      state.status = 'open';
      record(state, { id, agentId, at, event: { kind: 'reopened', agentId } });
    }),

  merge: (state, input, by) => once(state, input.id, () => mergeInto(state, input, by)),
  unmerge: (state, input, by) => once(state, input.id, () => undoMerge(state, input, by)),
  split: (state, input, by) => once(state, input.id, () => splitOff(state, input, by)),
  unsplit: (state, input, by) => once(state, input.id, () => undoSplit(state, input, by)),
};

/** An agent's reply that came by another road than the composer: a fact, so it is never refused. */
export function agentAnswered(state: ConversationState, reply: SignalInput<'agentReply'>, at: string): void {
  once(state, reply.id, () => answer(state, reply, at));
}

function once(state: ConversationState, id: string, change: () => void): Standing {
  if (firstTime(state, id)) change();
  return standing(state);
}

/** Answering is taking over. The reply leaves by mail as soon as it is in the transcript, if there is an address. */
function answer(state: ConversationState, reply: SignalInput<'agentReply'>, at: string): void {
  const { id, text, agentId } = reply;
  claim(state, agentId);
  state.assignee ??= agentId;
  state.status = 'waiting';
  const deliveryId = state.customerEmail ? siblingId('dlv', id) : null;
  const channel = deliveryId ? 'email' : 'widget';
  state.unrecorded.push(said({ id, text, deliveryId, channel, author: { by: 'agent', agentId }, at }));
}

function claim(state: ConversationState, agentId: AgentId): void {
  abandonDraft(state);
  state.handler = { by: 'agent', agentId };
}

function record(
  state: ConversationState,
  {
    agentId,
    ...entry
  }: { id: SignalInput<'agentReply'>['id']; agentId: AgentId; at: string; event: ConversationEvent },
): void {
  state.unrecorded.push(happened({ ...entry, author: { by: 'agent', agentId } }));
}

function customerSpokeLast(state: ConversationState): boolean {
  const waiting = state.unrecorded.some(
    (entry) => entry.author.by === 'customer' && entry.kind === 'message',
  );
  const customer = state.newestBy['customer'] ?? 0;
  return waiting || (customer > 0 && Object.values(state.newestBy).every((seq) => seq <= customer));
}
