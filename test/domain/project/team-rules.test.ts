import { describe, expect, it } from 'vitest';
import { invitationEnd, invitationState } from '../../../domain/project/invitation.ts';
import { refusalOfTeamChange } from '../../../domain/project/team-rules.ts';

describe('a change of the team', () => {
  it('of owners, or that makes one, is for owners', () => {
    const change = { owners: 2, becomes: null } as const;
    expect(refusalOfTeamChange({ ...change, by: 'admin', is: 'owner' })).toBe('owners_only');
    expect(refusalOfTeamChange({ ...change, by: 'admin', is: 'agent', becomes: 'owner' })).toBe(
      'owners_only',
    );
    expect(refusalOfTeamChange({ ...change, by: 'admin', is: 'admin' })).toBeNull();
    expect(refusalOfTeamChange({ ...change, by: 'owner', is: 'owner' })).toBeNull();
  });

  it('leaves at least one owner', () => {
    const last = { by: 'owner', is: 'owner', owners: 1 } as const;
    expect(refusalOfTeamChange({ ...last, becomes: null })).toBe('last_owner');
    expect(refusalOfTeamChange({ ...last, becomes: 'admin' })).toBe('last_owner');
    expect(refusalOfTeamChange({ ...last, becomes: 'owner' })).toBeNull();
    expect(refusalOfTeamChange({ ...last, owners: 2, becomes: 'admin' })).toBeNull();
  });
});

describe('an invitation', () => {
  const now = new Date('2026-03-02T09:00:00Z');
  const open = { acceptedAt: null, revokedAt: null, expiresAt: invitationEnd(now) };

  it('is good for seven days', () => {
    expect(invitationState(open, new Date('2026-03-09T08:59:59Z'))).toBe('open');
    expect(invitationState(open, new Date('2026-03-09T09:00:00Z'))).toBe('expired');
  });

  it('says what was done to it rather than that its time is over', () => {
    const later = new Date('2026-04-01T00:00:00Z');
    expect(invitationState({ ...open, acceptedAt: now }, later)).toBe('used');
    expect(invitationState({ ...open, revokedAt: now }, later)).toBe('revoked');
  });
});
