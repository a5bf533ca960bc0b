import { happened } from '../../conversation/entries.ts';
import type { ConversationState } from '../../conversation/state.ts';
import type { MessageId } from '../../ids.ts';
import type { RuleDeed, RuleEvent, RuleName } from '../../rule-event.ts';

interface NotDone {
  rule: RuleName;
  /** In a sentence. */
  why: string;
}
interface Moment {
  newId: () => MessageId;
  at: string;
}

/** A rule's webhook was not taken: whoever relies on it finds that here. */
export const sayNotCalled = (state: ConversationState, { rule, why }: NotDone, moment: Moment): void =>
  say(state, { rule, deed: { did: 'notCalled', why } }, moment);

/** A rule's saved reply is in the transcript and was not mailed. */
export const sayNotMailed = (state: ConversationState, { rule, why }: NotDone, moment: Moment): void =>
  say(state, { rule, deed: { did: 'saidNothing', why } }, moment);

function say(
  state: ConversationState,
  { rule, deed }: { rule: RuleName; deed: RuleDeed },
  { newId, at }: Moment,
): void {
  const event: RuleEvent = { kind: 'ruleRan', rule, did: [deed] };
  state.unrecorded.push(happened({ id: newId(), author: { by: 'system' }, event, at }));
}
