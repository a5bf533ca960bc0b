/** Long enough for a holiday weekend, short enough that a forgotten mailbox opens nothing next year. */
export const INVITATION_DAYS = 7;

export const invitationEnd = (now = new Date()): Date =>
  new Date(now.getTime() + INVITATION_DAYS * 86_400_000);

export type InvitationState = 'open' | 'expired' | 'used' | 'revoked';

/** What a link may still do. What somebody did to it says more than that its time is over. */
export function invitationState(
  invitation: { acceptedAt: Date | null; revokedAt: Date | null; expiresAt: Date },
  now = new Date(),
): InvitationState {
  if (invitation.acceptedAt) return 'used';
  if (invitation.revokedAt) return 'revoked';
  return invitation.expiresAt <= now ? 'expired' : 'open';
}
