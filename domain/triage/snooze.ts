import type { MessageId } from '../ids.ts';
import { happened } from '../conversation/entries.ts';
import type { ConversationState } from '../conversation/state.ts';
import { snoozeOf } from '../triage.ts';

/** It goes out of everybody's way until a moment, or until the customer answers. */
export function fallAsleep(state: ConversationState, until: string | null): void {
  const { status } = state;
  if (status === 'closed') return;
  const before = status === 'snoozed' ? (state.snooze?.before ?? 'open') : status;
  state.snooze = { until, before };
  state.status = 'snoozed';
}

/** As it was before, because somebody took the snooze back. @returns false when it is awake. */
export function wakeUp(state: ConversationState): boolean {
  if (state.status !== 'snoozed') return false;
  state.status = state.snooze?.before ?? 'open';
  state.snooze = null;
  return true;
}

/** The moment has come: somebody of the team has it before them again, whoever was about to answer. */
export function snoozeDue(
  state: ConversationState,
  { id, until, at }: { id: MessageId; until: string; at: string },
): void {
  if (snoozeOf(state)?.until !== until) return;
  state.status = 'open';
  state.snooze = null;
  if (state.handler.by === 'assistant') state.handler = { by: 'agent', agentId: state.assignee };
  const event = { kind: 'snoozeEnded', until, because: 'time' } as const;
  state.unrecorded.push(happened({ id, author: { by: 'system' }, event, at }));
}
