import { isStale } from '../conversation/stale.ts';
import type { UpdateChecks } from '../../rpc/definition.ts';
import type { Actor, Conversations, UpdateInput } from '../contract/contract.ts';
import { policy, type UpdateName } from '../contract/policy.ts';
import { type ConversationState } from '../conversation/state.ts';
import { rulesAhead } from '../conversation/next-batch.ts';
import type { RefusalCode } from '../errors.ts';
import type { RuleId } from '../ids.ts';
import { colleagueReplies, groupOf, isHeld } from '../replies/undo-send.ts';
import { handBackRefusal } from '../conversation/reach.ts';

/** What the state forbids besides what is closed or merged. A code that the message's policy does not name does not compile. */
export type Checks = UpdateChecks<Conversations, ConversationState>;

const checks: Checks = {
  reply: (state, { seenSeq }, { agentId }) => {
    if (isStale(state, { seenSeq, agentId })) return 'stale_reply';
    return colleagueReplies(state, agentId) ? 'reply_underway' : null;
  },
  approveAnswer: (state, { draftId }) => (state.heldAnswer?.draftId === draftId ? null : 'answer_gone'),
  rejectAnswer: (state, { draftId }) => (state.heldAnswer?.draftId === draftId ? null : 'answer_gone'),
  handBack: handBackRefusal,
  merge: ({ heldGroups }) => (heldGroups.length > 0 ? 'reply_underway' : null),
  /** Merged because its split was undone: nothing is left to undo. */
  unmerge: ({ merged }) => (merged?.bySplitUndo ? 'conversation_merged' : null),
  undoReply: (state, { messageId }) => (isHeld(state, messageId) ? null : 'already_left'),
  moveReply: (state, { messageId }) => (groupOf(state, messageId)?.later ? null : 'already_left'),
  runRule: (state, { ruleId }) => (isAhead(state, ruleId) ? null : 'not_found'),
  moveRule: (state, { ruleId }) => (isAhead(state, ruleId) ? null : 'not_found'),
  cancelRule: (state, { ruleId }) => (isAhead(state, ruleId) ? null : 'not_found'),
  retryDelivery: ({ unsent }, { deliveryId }) => (unsent.includes(deliveryId) ? 'still_sending' : null),
};

const isAhead = (state: ConversationState, ruleId: RuleId) =>
  rulesAhead(state).some(({ id }) => id === ruleId);

/** Why a command cannot be taken now, or null. A repetition of an accepted command is never refused. */
export function refusalOf<Name extends UpdateName>(
  state: ConversationState,
  command: { name: Name; input: UpdateInput<Name>; actor: Actor },
): RefusalCode | null {
  const { name, input, actor } = command;
  const { whenClosed, whenMerged } = policy.updates[name];
  if (state.recentIds.includes(input.id)) return null;
  if (state.merged && whenMerged === 'refused') return 'conversation_merged';
  if (state.status === 'closed' && whenClosed === 'refused') return 'conversation_closed';
  return checks[name]?.(state, input, actor) ?? null;
}
