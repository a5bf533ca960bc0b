import { happened } from '../../conversation/entries.ts';
import type { ConversationState } from '../../conversation/state.ts';
import type { MessageId } from '../../ids.ts';
import type { RuleEvent, RuleName } from '../../rule-event.ts';

/** A rule's webhook was not taken: whoever relies on it finds that here. */
export function sayNotCalled(
  state: ConversationState,
  { rule, why }: { rule: RuleName; why: string },
  { newId, at }: { newId: () => MessageId; at: string },
): void {
  const event: RuleEvent = { kind: 'ruleRan', rule, did: [{ did: 'notCalled', why }] };
  state.unrecorded.push(happened({ id: newId(), author: { by: 'system' }, event, at }));
}
