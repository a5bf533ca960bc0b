import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { eq } from 'drizzle-orm';
import type { Config } from '../../config.ts';
import type { Database } from '../../db/connection/database.ts';
import { addMember } from '../../db/project/projects.ts';
import * as schema from '../../db/schema/schema.ts';
import { newId, type AgentId, type ProjectId } from '../../domain/ids.ts';
import type { Role } from '../../domain/project/roles.ts';
import { MIN_PASSWORD } from '../../password-strength.ts';
import type { AccountEvent } from './account-events.ts';
import { authRules } from './auth-rules.ts';
import { ownOrigins } from '../http/own-origins.ts';

export type Auth = ReturnType<typeof createAuth>;

/** Five wrong passwords a minute from one address: slow for a guesser, enough for a person with two keyboards. */
const SIGN_IN_LIMIT = { window: 60, max: 5 };

/** The others ask for the password of whoever is signed in already. */
const LIMITS = {
  '/sign-in/email': SIGN_IN_LIMIT,
  '/verify-password': SIGN_IN_LIMIT,
  '/change-password': SIGN_IN_LIMIT,
};

/** Email and password only; nobody signs up: agents are made by the installation. */
export function createAuth(deps: {
  db: Database;
  config: Pick<Config, 'publicUrl' | 'sessionSecret'>;
  /** Hears what happens to accounts. */
  onAccountEvent?: (event: AccountEvent) => void;
}) {
  const { user, session, account, verification } = {
    user: schema.agents,
    session: schema.sessions,
    account: schema.accounts,
    verification: schema.verifications,
  };
  return betterAuth({
    baseURL: deps.config.publicUrl,
    basePath: '/api/auth',
    secret: deps.config.sessionSecret,
    database: drizzleAdapter(deps.db, { provider: 'pg', schema: { user, session, account, verification } }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: MIN_PASSWORD },
    hooks: authRules({ db: deps.db, onEvent: deps.onAccountEvent ?? (() => {}) }),
    trustedOrigins: ownOrigins(deps.config.publicUrl),
    rateLimit: { enabled: true, customRules: LIMITS },
    advanced: {
      ...cookiesFor(deps.config.publicUrl),
      ipAddress: { ipAddressHeaders: ['x-client-address'] },
      database: { generateId: ({ model }) => (model === 'user' ? newId('agt') : newId(model)) },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // What is no answer of the library's own is logged where every failed request is: by itself it prints whole statements.
    onAPIError: { throw: true },
  });
}

/**
 * Over TLS a cookie's name says that this very host set it, for itself alone and over TLS (RFC 6265bis, 4.1.3.2): no neighbour
 * under the same domain can put another in its place.
 */
function cookiesFor(publicUrl: string) {
  if (!publicUrl.startsWith('https:')) return { useSecureCookies: false };
  return {
    // The library's own prefix would stand before ours.
    useSecureCookies: false,
    cookiePrefix: '__Host-throughline',
    defaultCookieAttributes: { secure: true, path: '/' },
  };
}

/** Makes an agent with a password and a place in a project's team; leaves an existing one's password untouched. */
export async function ensureAgent(
  deps: { db: Database; auth: Auth },
  agent: { email: string; name: string; password: string; projectId: ProjectId; role: Role },
): Promise<{ id: AgentId; isNew: boolean }> {
  const email = agent.email.toLowerCase();
  const [existing] = await deps.db
    .select({ id: schema.agents.id })
    .from(schema.agents)
    .where(eq(schema.agents.email, email));
  const id = existing?.id ?? (await createAgent(deps.auth, { ...agent, email }));
  await addMember(deps.db, { agentId: id, projectId: agent.projectId, role: agent.role });
  return { id, isNew: !existing };
}

async function createAgent(
  auth: Auth,
  agent: { email: string; name: string; password: string },
): Promise<AgentId> {
  const context = await auth.$context;
  const user = await context.internalAdapter.createUser(
    { email: agent.email, name: agent.name, emailVerified: true },
    { method: 'email-password' },
  );
  await context.internalAdapter.linkAccount({
    userId: user.id,
    accountId: user.id,
    providerId: 'credential',
    password: await context.password.hash(agent.password),
  });
  return user.id as AgentId;
}
