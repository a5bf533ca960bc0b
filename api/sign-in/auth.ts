// Without the database library that it brings along, and we do not use.
import { betterAuth } from 'better-auth/minimal';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { eq } from 'drizzle-orm';
import type { Config } from '../../config.ts';
import type { Database } from '../../db/connection/database.ts';
import { endOpenVerifications } from '../../db/project/ways-to-sign-in.ts';
import { addMember } from '../../db/project/projects.ts';
import { proveAddress } from '../../db/project/accounts.ts';
import * as schema from '../../db/schema/schema.ts';
import { newId, type AgentId, type ProjectId } from '../../domain/ids.ts';
import type { Role } from '../../domain/project/roles.ts';
import { MIN_PASSWORD } from '../../password-strength.ts';
import type { AccountEvent } from './account-events.ts';
import { createAccountMail } from './account-mail.ts';
import { AUTH_LIMITS, UNUSED_PATHS } from './limits/auth-limits.ts';
import { authRules } from './auth-rules.ts';
import { proof } from './fresh-sign-in.ts';
import { allowedByProvider, joinsByProvider, openIdConnect } from './open-id.ts';
import { passkeys } from './passkeys.ts';
import { provenByField, sessionsProvenBy } from './proven-by.ts';
import { secondStep } from './second-step.ts';
import { ownOrigins } from '../http/own-origins.ts';

/** The library's names for them. */
const TABLES = {
  user: schema.agents,
  session: schema.sessions,
  account: schema.accounts,
  verification: schema.verifications,
  twoFactor: schema.secondSteps,
  passkey: schema.passkeys,
};

export type Auth = ReturnType<typeof createAuth>;

/** Passwords, second steps, passkeys and one OpenID provider; nobody signs up: the installation makes agents, or the provider's word. */
export function createAuth(deps: {
  db: Database;
  config: Pick<Config, 'publicUrl' | 'sessionSecret' | 'mail' | 'openId'>;
  /** Hears what happens to accounts. */
  onAccountEvent?: (event: AccountEvent) => void;
  /** Hears of what went wrong after an answer was given. */
  onFailure?: (error: unknown) => void;
}) {
  const { db, config, onAccountEvent: onEvent = () => {} } = deps;
  const { publicUrl, openId } = config;
  const send = createAccountMail({ db, mail: config.mail });
  const providerName = openId?.name ?? null;
  return betterAuth({
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret: config.sessionSecret,
    database: drizzleAdapter(db, { provider: 'pg', schema: TABLES, transaction: true }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD,
      revokeSessionsOnPasswordReset: true,
      onPasswordReset: async ({ user: { id } }) => {
        await endOpenVerifications(db, id as AgentId);
        await proveAddress(db, id as AgentId);
        onEvent({ kind: 'password_reset', agentId: id as AgentId });
      },
    },
    user: allowedByProvider(openId),
    databaseHooks: { ...joinsByProvider(db, openId), session: sessionsProvenBy() },
    plugins: [secondStep(), passkeys(publicUrl), proof(db), ...(openId ? [openIdConnect(openId)] : [])],
    hooks: authRules({ db, publicUrl, providerName, send, onEvent, onFailure: deps.onFailure ?? (() => {}) }),
    trustedOrigins: ownOrigins(publicUrl),
    rateLimit: { enabled: true, customRules: AUTH_LIMITS },
    disabledPaths: UNUSED_PATHS,
    // What the library knows of freshness is when a session began; `demandFresh` knows when somebody last proved who they are.
    session: { freshAge: 0, additionalFields: provenByField },
    advanced: {
      ...cookiesFor(publicUrl),
      ipAddress: { ipAddressHeaders: ['x-client-address'] },
      database: { generateId: ({ model }) => (model === 'user' ? newId('agt') : newId(model)) },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // What is no answer of the library's own is logged where every failed request is: by itself it prints whole statements.
    onAPIError: { throw: true, errorURL: `${publicUrl}/sign-in` },
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
  // The library's own way would ask `validateUserInfo`, which is there for whom a provider sends, and needs a request.
  const user = await context.adapter.create<{ id: string }>({
    model: 'user',
    data: { email: agent.email, name: agent.name, emailVerified: true },
  });
  await context.internalAdapter.linkAccount({
    userId: user.id,
    accountId: user.id,
    providerId: 'credential',
    password: await context.password.hash(agent.password),
  });
  return user.id as AgentId;
}
