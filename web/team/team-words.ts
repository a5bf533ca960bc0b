import type { Invitation, TeamMember } from '../../domain/inbox/views.ts';
import { ROLE_WORDS } from '../../domain/project/roles.ts';
import { clockTime, dayName } from '../app/time.ts';

/** When a member last had the inbox open. */
export function seenWords({ here, seenAt }: Pick<TeamMember, 'here' | 'seenAt'>, now: number): string {
  if (here) return 'Here';
  return seenAt ? `${dayName(seenAt, now)}, ${clockTime(seenAt)}` : 'Not yet';
}

export function invitedWords({ role, by, sentAt, expiresAt, expired }: Invitation, now: number): string {
  const as = `as ${ROLE_WORDS[role].name.toLowerCase()}`;
  const from = by ? ` by ${by}` : '';
  const how = sentAt ? `mailed ${lowerDay(sentAt, now)}${from}` : `invited${from}, not mailed`;
  return `${as}, ${how}, ${expired ? 'ended' : 'ends'} ${lowerDay(expiresAt, now)}`;
}

function lowerDay(at: string, now: number): string {
  const day = dayName(at, now);
  return day === 'Today' || day === 'Yesterday' ? day.toLowerCase() : `on ${day}`;
}

/** The addresses of a field that takes several, and what in it is none. */
export function addressesIn(text: string): { emails: string[]; wrong: string | null } {
  const emails = text.split(/[\s,;]+/).filter(Boolean);
  return { emails, wrong: emails.find((each) => !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(each)) ?? null };
}
