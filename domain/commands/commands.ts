import type { UpdateHandlers } from '../../rpc/definition.ts';
import type { Conversations } from '../contract/contract.ts';
import { mentioning } from '../mentions/mentions.ts';
import { awaitAnswer } from '../conversation/answering.ts';
import { dropAnswer, keepForPerson, letOut, takePlaceOfAnswer } from '../conversation/answers/held-answer.ts';
import { eventIdOf, noted, said } from '../conversation/entries.ts';
import { forgetMergeUndo } from '../conversation/merge-undo.ts';
import { takeRoad } from '../conversation/reach.ts';
import { agentDid, claim, close, enclosed, sendReply } from '../replies/reply.ts';
import { firstTime, type ConversationState } from '../conversation/state.ts';
import { forward } from '../replies/forward.ts';
import { moveReply } from '../replies/send-later.ts';
import { answerIsHeld, groupOf, holdReply, sendNow, undoReply } from '../replies/undo-send.ts';
import { mergeInto, unmerge } from '../moving/merge.ts';
import { splitOff, unsplit } from '../moving/split.ts';
import { customerAnswered } from '../signals/inbound-email.ts';
import { standing, type Standing } from '../standing.ts';
import {
  addTag,
  markSpam,
  removeTag,
  rename,
  setPriority,
  snooze,
  unmarkSpam,
  unsnooze,
} from './triage-commands.ts';
import { cancelRule, moveRule, runRule } from './rule-commands.ts';
import { correctAddress, resumeMail, retryDelivery, stopMail } from './mail-commands.ts';

/** What each update of the contract does. */
export type Commands = UpdateHandlers<Conversations, ConversationState>;

const AT_ONCE = { undoSeconds: 0, readSeconds: null };

/** Repetitions change nothing. */
export const commands: Commands = {
  reply: (state, input, { agentId, at }) =>
    once(state, input.id, () => {
      const { id, text, seenSeq, sendAt, closes, times = sendAt && AT_ONCE } = input;
      if (!times) {
        sendReply(state, { ...input, agentId }, at);
        if (closes) close(state, { id: eventIdOf(id, 'closed'), agentId, at });
        return;
      }
      const edited = takePlaceOfAnswer(state, input.edits, { agentId, at });
      claim(state, agentId);
      state.assignee ??= agentId;
      const closing = closes && state.status;
      const author = { by: 'agent', agentId } as const;
      const entry = said({ id, text, channel: 'widget', author, at, ...enclosed(input), ...edited });
      holdReply(state, { entry, agentId, seenSeq, times, sendAt, closing });
    }),

  forward: (state, input, by) => once(state, input.id, () => forward(state, input, by)),

  moveReply: (state, { id, messageId, sendAt }) =>
    once(state, id, () => {
      const group = groupOf(state, messageId);
      if (group) moveReply(state, group, sendAt);
    }),

  undoReply: (state, { id, messageId }, { agentId, at }) =>
    once(state, id, () => {
      const author = undoReply(state, messageId)?.author;
      if (assistantIsIdle(state) && customerSpokeLast(state)) awaitAnswer(state);
      if (author?.by !== 'agent' || author.agentId === agentId) return;
      const event = { kind: 'replyUndone', agentId, author: author.agentId } as const;
      agentDid(state, { id, agentId, at, event });
    }),

  sendNow: (state, { id, messageId }, { at }) => once(state, id, () => sendNow(state, messageId, at)),

  retryDelivery: (state, input) => once(state, input.id, () => retryDelivery(state, input)),

  correctAddress: (state, input, by) => once(state, input.id, () => correctAddress(state, input, by)),

  stopMail: (state, { id }, by) => once(state, id, () => stopMail(state, id, by)),

  resumeMail: (state, { id }, by) => once(state, id, () => resumeMail(state, id, by)),

  retryParked: (state, { id, ...decision }) =>
    once(state, id, () => state.parkedDecisions.push({ ...decision, does: 'retry' })),

  skipParked: (state, { id, ...decision }) =>
    once(state, id, () => state.parkedDecisions.push({ ...decision, does: 'skip' })),

  approveAnswer: (state, { id }, { agentId, at }) => once(state, id, () => letOut(state, { agentId, at })),

  rejectAnswer: (state, { id }, { agentId, at }) =>
    once(state, id, () => dropAnswer(state, { decision: 'rejected', agentId, at })),

  takeOver: (state, { id }, { agentId, at }) =>
    once(state, id, () => {
      claim(state, agentId);
      keepForPerson(state);
      state.assignee = agentId;
      agentDid(state, { id, agentId, at, event: { kind: 'takenOver', agentId } });
    }),

  handBack: (state, { id, reach, answerBy }, { agentId, at }) =>
    once(state, id, () => {
      dropAnswer(state, { decision: 'overtaken', agentId, at });
      if (reach) takeRoad(state, reach, answerBy);
      state.handler = { by: 'assistant' };
      state.assignee = null;
      state.escalation = null;
      state.status = 'open';
      agentDid(state, { id, agentId, at, event: { kind: 'handedBack', agentId } });
      if (customerSpokeLast(state)) awaitAnswer(state);
    }),

  assign: (state, { id, assignee }, { agentId, at }) =>
    once(state, id, () => {
      state.assignee = assignee;
      agentDid(state, { id, agentId, at, event: { kind: 'assigned', agentId, assignee } });
    }),

  addNote: (state, { id, text, mentions }, { agentId, at }) =>
    once(state, id, () => {
      const author = { by: 'agent', agentId } as const;
      state.unrecorded.push({ ...noted({ id, text, author, at }), ...mentioning(mentions, agentId) });
    }),

  confirmSender: (state, { id, messageId, email }, { agentId, at }) =>
    once(state, id, () => {
      agentDid(state, { id, agentId, at, event: { kind: 'senderConfirmed', agentId, messageId, email } });
      if (!state.customerEmail) state.customerEmail = email;
      customerAnswered(state, { id, byAssistant: false, at });
    }),

  disownSender: (state, { id, messageId, email }, { agentId, at }) =>
    once(state, id, () => {
      agentDid(state, { id, agentId, at, event: { kind: 'senderDisowned', agentId, messageId, email } });
    }),

  chooseCustomer: (state, { id, messageId, email }, { agentId, at }) =>
    once(state, id, () => {
      state.customerEmail = email;
      agentDid(state, { id, agentId, at, event: { kind: 'customerChosen', agentId, messageId, email } });
    }),

  close: (state, { id }, { agentId, at }) => once(state, id, () => close(state, { id, agentId, at })),

  reopen: (state, { id }, { agentId, at }) =>
    once(state, id, () => {
      if (state.status !== 'closed') return;
      state.status = 'open';
      forgetMergeUndo(state);
      agentDid(state, { id, agentId, at, event: { kind: 'reopened', agentId } });
    }),

  addTag: (state, input, by) => once(state, input.id, () => addTag(state, input, by)),
  removeTag: (state, input, by) => once(state, input.id, () => removeTag(state, input, by)),
  snooze: (state, input, by) => once(state, input.id, () => snooze(state, input, by)),
  unsnooze: (state, input, by) => once(state, input.id, () => unsnooze(state, input, by)),
  runRule: (state, input, by) => once(state, input.id, () => runRule(state, input, by)),
  moveRule: (state, input, by) => once(state, input.id, () => moveRule(state, input, by)),
  cancelRule: (state, input, by) => once(state, input.id, () => cancelRule(state, input, by)),
  setPriority: (state, input, by) => once(state, input.id, () => setPriority(state, input, by)),
  rename: (state, input, by) => once(state, input.id, () => rename(state, input, by)),
  markSpam: (state, input, by) => once(state, input.id, () => markSpam(state, input, by)),
  unmarkSpam: (state, input, by) => once(state, input.id, () => unmarkSpam(state, input, by)),

  merge: (state, input, by) => once(state, input.id, () => mergeInto(state, input, by)),
  unmerge: (state, input, by) => once(state, input.id, () => unmerge(state, input, by)),
  split: (state, input, by) => once(state, input.id, () => splitOff(state, input, by)),
  unsplit: (state, input, by) => once(state, input.id, () => unsplit(state, input, by)),
};

function once(state: ConversationState, id: string, change: () => void): Standing {
  if (firstTime(state, id)) change();
  return standing(state);
}

const assistantIsIdle = ({ handler, status, merged, draftId }: ConversationState) =>
  handler.by === 'assistant' && status !== 'closed' && !merged && !draftId;

/** A reply that is about to leave answers the customer already, unless it is undone. */
function customerSpokeLast(state: ConversationState): boolean {
  if (answerIsHeld(state)) return false;
  const waiting = state.unrecorded.some(
    (entry) => entry.author.by === 'customer' && entry.kind === 'message',
  );
  const customer = state.newestBy['customer'] ?? 0;
  // What a rule said answers nobody.
  const others = Object.entries(state.newestBy).filter(([by]) => by !== 'system');
  return waiting || (customer > 0 && others.every(([, seq]) => seq <= customer));
}
