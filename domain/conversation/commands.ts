import { isForCustomer } from './agent-mail-state.ts';
import type { UpdateName } from '../contract/policy.ts';
import type { Actor, SignalInput, UpdateInput } from '../contract/contract.ts';
import { firstTime, standing, type ConversationState, type Standing } from './state.ts';
import { eventIdOf, happened, noted, said } from './entries.ts';
import { correctAddress, resumeMail, retryDelivery, stopMail } from './deliveries.ts';
import { answerIsHeld, holdReply, leaveNow, takeBack } from './undo-send.ts';
import { abandonDraft, awaitAnswer, customerAnswered } from './facts.ts';
import { siblingId, type AgentId, type MessageId } from '../ids.ts';
import { nothingToRestore } from '../moving/merge-undo.ts';
import { mergeInto, undoMerge } from '../moving/merge.ts';
import type { ConversationEvent } from '../message.ts';
import { takeRoad } from './reach.ts';
import { splitOff, undoSplit } from '../moving/split.ts';

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
    once(state, input.id, () => {
      const { id, text, cc, attachments, seenSeq, hold: times } = input;
      if (!times) return answer(state, { id, text, cc, attachments, agentId }, at);
      claim(state, agentId);
      state.assignee ??= agentId;
      const author = { by: 'agent', agentId } as const;
      const entry = said({ id, text, channel: 'widget', author, at, ...enclosed({ cc, attachments }) });
      holdReply(state, { entry, agentId, seenSeq, times });
    }),

  cancelDelivery: (state, { id, messageId }, { agentId, at }) =>
    once(state, id, () => {
      const author = takeBack(state, messageId)?.author;
      if (assistantIsIdle(state) && customerSpokeLast(state)) awaitAnswer(state);
      if (author?.by !== 'agent' || author.agentId === agentId) return;
      const event = { kind: 'takenBack', agentId, author: author.agentId } as const;
      record(state, { id, agentId, at, event });
    }),

  sendNow: (state, { id, messageId }, { at }) => once(state, id, () => leaveNow(state, messageId, at)),

  retryDelivery: (state, input) => once(state, input.id, () => retryDelivery(state, input)),

  correctAddress: (state, input, by) => once(state, input.id, () => correctAddress(state, input, by)),

  stopMail: (state, { id }, by) => once(state, id, () => stopMail(state, id, by)),

  resumeMail: (state, { id }, by) => once(state, id, () => resumeMail(state, id, by)),

  retryParked: (state, { id, ...wish }) =>
    once(state, id, () => (state.wishes ??= []).push({ ...wish, does: 'retry' })),

  skipParked: (state, { id, ...wish }) =>
    once(state, id, () => (state.wishes ??= []).push({ ...wish, does: 'skip' })),

  takeOver: (state, { id }, { agentId, at }) =>
    once(state, id, () => {
      claim(state, agentId);
      state.assignee = agentId;
      record(state, { id, agentId, at, event: { kind: 'takenOver', agentId } });
    }),

  handBack: (state, { id, reach, answerBy }, { agentId, at }) =>
    once(state, id, () => {
      if (reach) takeRoad(state, reach, answerBy);
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

  confirmSender: (state, { id, messageId, email }, { agentId, at }) =>
    once(state, id, () => {
      record(state, { id, agentId, at, event: { kind: 'senderConfirmed', agentId, messageId, email } });
      if (!state.customerEmail) state.customerEmail = email;
      customerAnswered(state, { id, byAssistant: false, at });
    }),

  disownSender: (state, { id, messageId, email }, { agentId, at }) =>
    once(state, id, () => {
      record(state, { id, agentId, at, event: { kind: 'senderDisowned', agentId, messageId, email } });
    }),

  chooseCustomer: (state, { id, messageId, email }, { agentId, at }) =>
    once(state, id, () => {
      state.customerEmail = email;
      record(state, { id, agentId, at, event: { kind: 'customerChosen', agentId, messageId, email } });
    }),

  close: (state, { id }, { agentId, at }) => once(state, id, () => close(state, { id, agentId, at })),

  reopen: (state, { id }, { agentId, at }) =>
    once(state, id, () => {
      if (state.status !== 'closed') return;
      state.status = 'open';
      nothingToRestore(state);
      record(state, { id, agentId, at, event: { kind: 'reopened', agentId } });
    }),

  merge: (state, input, by) => once(state, input.id, () => mergeInto(state, input, by)),
  unmerge: (state, input, by) => once(state, input.id, () => undoMerge(state, input, by)),
  split: (state, input, by) => once(state, input.id, () => splitOff(state, input, by)),
  unsplit: (state, input, by) => once(state, input.id, () => undoSplit(state, input, by)),
};

/** An agent's reply that came by another road than the composer: a fact, so it is never refused. */
export function agentAnswered(state: ConversationState, reply: SignalInput<'agentReply'>, at: string): void {
  const { id, agentId, text, byMail } = reply;
  once(state, id, () => {
    if (byMail && !isForCustomer(state, { id, agentId, text, byMail }, at)) return;
    if (text) answer(state, reply, at);
    if (byMail?.does === 'close') close(state, { id: eventIdOf(id, 'closed'), agentId, at });
  });
}

function once(state: ConversationState, id: string, change: () => void): Standing {
  if (firstTime(state, id)) change();
  return standing(state);
}

/** Answering is taking over. The reply leaves by mail as soon as it is in the transcript, if there is an address. */
function answer(state: ConversationState, reply: SignalInput<'agentReply'> & Enclosed, at: string): void {
  const { id, text, agentId, cc, attachments } = reply;
  claim(state, agentId);
  state.assignee ??= agentId;
  state.status = 'waiting';
  const deliveryId = state.customerEmail && !state.chatOnly ? siblingId('dlv', id) : null;
  const channel = deliveryId ? 'email' : 'widget';
  state.unrecorded.push(
    said({
      ...{ id, text, deliveryId, channel, at },
      author: { by: 'agent', agentId },
      ...enclosed({ cc, attachments }),
    }),
  );
}

type Enclosed = Pick<UpdateInput<'reply'>, 'cc' | 'attachments'>;

/** Only what is there: an entry without either is the same as it was before there were any. */
const enclosed = ({ cc, attachments }: Enclosed) => ({
  ...(cc?.length && { cc }),
  ...(attachments?.length && { attachments }),
});

function close(state: ConversationState, by: { id: MessageId; agentId: AgentId; at: string }): void {
  abandonDraft(state);
  state.status = 'closed';
  record(state, { ...by, event: { kind: 'closed', agentId: by.agentId } });
}

function claim(state: ConversationState, agentId: AgentId): void {
  abandonDraft(state);
  nothingToRestore(state);
  state.handler = { by: 'agent', agentId };
}

function record(
  state: ConversationState,
  { agentId, ...entry }: { id: MessageId; agentId: AgentId; at: string; event: ConversationEvent },
): void {
  state.unrecorded.push(happened({ ...entry, author: { by: 'agent', agentId } }));
}

const assistantIsIdle = ({ handler, status, merged, draftId }: ConversationState) =>
  handler.by === 'assistant' && status !== 'closed' && !merged && !draftId;

/** A reply that is about to leave answers the customer already, unless it is taken back. */
function customerSpokeLast(state: ConversationState): boolean {
  if (answerIsHeld(state)) return false;
  const waiting = state.unrecorded.some(
    (entry) => entry.author.by === 'customer' && entry.kind === 'message',
  );
  const customer = state.newestBy['customer'] ?? 0;
  return waiting || (customer > 0 && Object.values(state.newestBy).every((seq) => seq <= customer));
}
