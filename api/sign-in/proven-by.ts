import type { BetterAuthOptions } from 'better-auth';

type Sessions = NonNullable<NonNullable<BetterAuthOptions['databaseHooks']>['session']>;
type ProvenBy = 'passkey' | 'provider';

/** What comes in by these has taken both steps: the device, or whoever runs the provider, asked for the second. */
const PROVEN: Record<string, ProvenBy> = {
  '/passkey/verify-authentication': 'passkey',
  '/callback/:id': 'provider',
};

/** These begin a session in the place of another, whose agent is the same. */
const REPLACING = ['/change-password', '/two-factor/verify-totp', '/two-factor/disable'];

export const provenByField = {
  provenBy: { type: 'string', required: false, input: false },
} as const;

/** Says of each new session by what it was begun. */
export function sessionsProvenBy(): Sessions {
  return {
    create: {
      before: async (session, ctx) => {
        const path = ctx?.path ?? '';
        const replaced = REPLACING.includes(path) ? ctx?.context.session : null;
        const carried: unknown = replaced?.user.id === session.userId ? replaced?.session['provenBy'] : null;
        return { data: { ...session, provenBy: PROVEN[path] ?? carried ?? null } };
      },
    },
  };
}
