import { callsForSomebody } from './agent-mail-state.ts';
import { outgoingOf, withEscalation, withRules, type Outgoing } from './held-reply.ts';
import type { ConversationState } from './state.ts';
import { upcomingRules, type UpcomingRule } from '../rules/silence.ts';

/** The rules that run in a conversation if nobody touches it, the soonest first. */
export const rulesAhead = (state: ConversationState): UpcomingRule[] =>
  upcomingRules(state.rules, { status: state.status, merged: state.merged, isSpam: state.spam !== null });

/** Everything that waits and that its row shows. */
export function shownOutgoing(state: ConversationState): Outgoing | null {
  const escalatesAt = callsForSomebody(state) ? state.escalateAgain?.at : null;
  return withRules(withEscalation(outgoingOf(state), escalatesAt), rulesAhead(state));
}
