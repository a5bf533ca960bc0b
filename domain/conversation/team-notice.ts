import { waitsForSomebody, type Standing } from '../standing.ts';
import { digestWanted } from './agent-mail-state.ts';
import type { Merged } from './merged.ts';
import type { ConversationState } from './state.ts';

/** What was merged goes on elsewhere, and is told of there. */
export const callsForSomebody = (conversation: Standing & { merged: Merged | null }): boolean =>
  waitsForSomebody(conversation) && !conversation.merged;

const later = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString();

/**
 * Something was recorded that the team should hear of. What comes until the notices leave joins them; those that only wait
 * for quiet hours to end give way to new ones. The delays come from the worker, and so lie in the history.
 */
export function noticeWanted(
  state: ConversationState,
  at: string,
  { noticeInMs, digestInMs }: { noticeInMs: number; digestInMs?: number | undefined },
): void {
  if (!callsForSomebody(state)) {
    if (digestInMs !== undefined) digestWanted(state, at, digestInMs);
    return;
  }
  const { teamNotice } = state;
  if (digestInMs !== undefined) teamNotice.digestAt ??= later(at, digestInMs);
  if (teamNotice.at !== null && !teamNotice.held) return;
  const due = later(at, noticeInMs);
  Object.assign(teamNotice, { at: due, burst: due, held: false });
}

/** The time is over, and it still waits. Those who watch hear of it with everybody else. */
export function noticeDue({ teamNotice }: ConversationState): void {
  if (teamNotice.burst) teamNotice.due.push(teamNotice.burst);
  Object.assign(teamNotice, { at: null, held: false, digestAt: null });
}

/** @param againAt when those are asked about again whose quiet hours hold; null: everybody has been told. */
export function noticesGiven(state: ConversationState, burst: string, againAt: string | null): void {
  const { teamNotice } = state;
  teamNotice.due = teamNotice.due.filter((each) => each !== burst);
  if (!againAt || teamNotice.at !== null || !callsForSomebody(state)) return;
  Object.assign(teamNotice, { at: againAt, burst, held: true });
}

/** Somebody took it first. Those who watch are still told of what they have not read. */
export function noticeWithdrawn({ teamNotice, agentMail }: ConversationState): void {
  if (teamNotice.digestAt) agentMail.digestAt ??= teamNotice.digestAt;
  Object.assign(teamNotice, { at: null, burst: null, held: false, digestAt: null });
}
