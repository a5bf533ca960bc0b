import type { AgentId } from '../ids.ts';
import { quietUntil, type QuietHours } from './quiet-hours.ts';

/** By what somebody is told. Sound is made by an open inbox and by nothing else. */
export interface NoticeRoads {
  mail: boolean;
  push: boolean;
  sound: boolean;
}

/** What a member of a team has set about conversations that nobody has taken. */
export interface NoticeSettings {
  hears: boolean;
  roads: NoticeRoads;
  /** Null: never quiet. */
  quiet: QuietHours | null;
  /** `forever`: until they say otherwise. */
  awayUntil: string | null;
}

export interface Member extends NoticeSettings {
  agentId: AgentId;
  /** They have read everything there is. */
  hasRead: boolean;
}

export interface Hearers {
  now: { agentId: AgentId; mail: boolean; push: boolean }[];
  /** When the first of those whose quiet hours hold is to be asked about again, ISO 8601; null: nobody is quiet. */
  againAt: string | null;
}

/** Who hears at a moment that a conversation waits for somebody. Who is away or has read hears nothing; who is quiet, later. */
export function hearersOf(members: readonly Member[], at: string): Hearers {
  const hearing = members.filter(
    ({ hears, roads, hasRead, awayUntil }) =>
      hears && !hasRead && !isAway(awayUntil, at) && (roads.mail || roads.push),
  );
  const held = hearing.flatMap(({ quiet }) => (quiet && quietUntil(quiet, at)) ?? []);
  const now = hearing.filter(({ quiet }) => !quiet || !quietUntil(quiet, at));
  return {
    now: now.map(({ agentId, roads: { mail, push } }) => ({ agentId, mail, push })),
    againAt: held.sort().at(0) ?? null,
  };
}

export const FOREVER = 'forever';

export const isAway = (awayUntil: string | null, at: string): boolean =>
  awayUntil === FOREVER || (awayUntil !== null && Date.parse(at) < Date.parse(awayUntil));

/** Whether an open inbox makes a sound. */
export const isHeardAloud = ({ hears, roads, quiet, awayUntil }: NoticeSettings, at: string): boolean =>
  hears && roads.sound && !isAway(awayUntil, at) && !(quiet && quietUntil(quiet, at));
