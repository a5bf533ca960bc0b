import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { eq } from 'drizzle-orm';
import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';
import { addMember } from '../db/projects.ts';
import * as schema from '../db/schema.ts';
import { newId, type AgentId, type ProjectId } from '../domain/ids.ts';

export type Auth = ReturnType<typeof createAuth>;

/** Five wrong passwords a minute from one address: slow for a guesser, enough for a person with two keyboards. */
const SIGN_IN_LIMIT = { window: 60, max: 5 };

/** Email and password only; nobody signs up: agents are made by the installation. */
export function createAuth(deps: { db: Database; config: Pick<Config, 'publicUrl' | 'sessionSecret'> }) {
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
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12 },
    trustedOrigins: ownOrigins(deps.config.publicUrl),
    rateLimit: { enabled: true, customRules: { '/sign-in/email': SIGN_IN_LIMIT } },
    advanced: {
      useSecureCookies: deps.config.publicUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: ['x-client-address'] },
      database: { generateId: ({ model }) => (model === 'user' ? newId('agt') : newId(model)) },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

/** Where the inbox may be signed in to. */
export const ownOrigins = (publicUrl: string): string[] => [publicUrl, ...loopbackTwin(publicUrl)];

/** People type localhost or 127.0.0.1 for the same machine. */
function loopbackTwin(publicUrl: string): string[] {
  if (publicUrl.includes('//localhost')) return [publicUrl.replace('//localhost', '//127.0.0.1')];
  if (publicUrl.includes('//127.0.0.1')) return [publicUrl.replace('//127.0.0.1', '//localhost')];
  return [];
}

/** Makes an agent with a password and a place in a project's team; leaves an existing one's password untouched. */
export async function ensureAgent(
  deps: { db: Database; auth: Auth },
  agent: { email: string; name: string; password: string; projectId: ProjectId },
): Promise<{ id: AgentId; isNew: boolean }> {
  const email = agent.email.toLowerCase();
  const [existing] = await deps.db
    .select({ id: schema.agents.id })
    .from(schema.agents)
    .where(eq(schema.agents.email, email));
  const id = existing?.id ?? (await createAgent(deps.auth, { ...agent, email }));
  await addMember(deps.db, { agentId: id, projectId: agent.projectId });
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
