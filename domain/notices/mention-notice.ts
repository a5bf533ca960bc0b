import type { AgentId, MessageId } from '../ids.ts';
import { isAway, type Member } from './hearers.ts';
import { quietUntil } from './quiet-hours.ts';

const BURST = 'mention ';

/** What the telling of a note's mentions is called among a conversation's bursts. */
export const mentionBurst = (id: MessageId): string => BURST + id;

/** The note of such a burst; null: it is another one. */
export const noteOfBurst = (burst: string): MessageId | null =>
  burst.startsWith(BURST) ? (burst.slice(BURST.length) as MessageId) : null;

/**
 * Who of those whom a note mentions is told at a moment: whatever else they want to hear of, by the roads they have open. Who
 * is away, or has read it, hears nothing; who is quiet, later.
 */
export function mentionHearers(members: readonly Member[], mentioned: readonly AgentId[], at: string) {
  const hearing = members.filter(
    ({ agentId, roads, hasRead, awayUntil }) =>
      mentioned.includes(agentId) && !hasRead && !isAway(awayUntil, at) && (roads.mail || roads.push),
  );
  const held = hearing.flatMap(({ quiet }) => (quiet && quietUntil(quiet, at)) ?? []);
  const now = hearing.filter(({ quiet }) => !quiet || !quietUntil(quiet, at));
  return { now, againAt: held.sort().at(0) ?? null };
}
