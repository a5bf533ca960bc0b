import type { Invitation, TeamMember } from '../../domain/inbox/views.ts';
import type { SignsIn } from '../../domain/project/signs-in.ts';
import { ROLE_WORDS } from '../../domain/project/roles.ts';
import { clockTime, dayName } from '../app/time.ts';

/** When a member last had the inbox open. */
export function seenWords({ here, seenAt }: Pick<TeamMember, 'here' | 'seenAt'>, now: number): string {
  if (here) return 'Here';
  return seenAt ? `${dayName(seenAt, now)}, ${clockTime(seenAt)}` : 'Not yet';
}

export const SIGNS_IN_WORDS: Record<SignsIn, string> = {
  password: 'Password only',
  two_steps: 'Two steps on',
  passkey: 'Passkey',
  provider: 'Provider',
};

const COUNTED = ['None', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];
const counted = (count: number): string => COUNTED[count] ?? String(count);

/** How many of a team a password alone lets in. */
export function passwordOnlyWords(members: Pick<TeamMember, 'signsIn'>[]): string {
  const only = members.filter(({ signsIn }) => signsIn === 'password').length;
  const all = counted(members.length).toLowerCase();
  if (only === 0) return 'Nobody signs in with a password alone.';
  return `${counted(only)} of ${all} ${only === 1 ? 'signs' : 'sign'} in with a password alone.`;
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
