import type { RefusalCode } from '../errors.ts';
import type { Role } from './roles.ts';

export type TeamRefusal = Extract<RefusalCode, 'owners_only' | 'last_owner'>;

/** Of a project's team, what decides whether somebody may take another role, or go. */
interface TeamChange {
  /** The role of whoever wants it. */
  by: Role;
  is: Role;
  /** Null: off the team. */
  becomes: Role | null;
  /** How many there are. */
  owners: number;
}

/** Null: nothing is against it. That members of a role may do it at all stands in `permissions.ts`. */
export function refusalOfTeamChange({ by, is, becomes, owners }: TeamChange): TeamRefusal | null {
  if (by !== 'owner' && (is === 'owner' || becomes === 'owner')) return 'owners_only';
  return is === 'owner' && becomes !== 'owner' && owners === 1 ? 'last_owner' : null;
}
