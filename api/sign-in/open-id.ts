import type { BetterAuthOptions } from 'better-auth';
import { APIError } from 'better-auth/api';
import { genericOAuth } from 'better-auth/plugins';
import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import type { Database } from '../../db/connection/database.ts';
import { addMember, findFirstProject } from '../../db/project/projects.ts';
import { emailAddress } from '../../domain/contract/schemas.ts';
import type { AgentId } from '../../domain/ids.ts';
import { agentName } from '../../domain/project/agent-name.ts';
import { isAllowedDomain } from '../../domain/project/allowed-domain.ts';
import { personName } from './person-name.ts';

type OpenId = NonNullable<Config['openId']>;

/** The part of the callback's address, `/api/auth/callback/openid`, that a provider has to be told. */
const PROVIDER = 'openid';

/**
 * Any OpenID Connect provider. The library sends state, nonce and PKCE, and checks the token's signature against the provider's
 * keys, its issuer, audience, age and nonce; but it takes the word of the user info endpoint when no token comes at all, and
 * knows people by their `sub` whatever the issuer: `accountSubject` refuses the one and mends the other.
 */
export function openIdConnect({ discoveryUrl, clientId, clientSecret }: OpenId) {
  const provider = {
    providerId: PROVIDER,
    discoveryUrl,
    clientId,
    clientSecret,
    scopes: ['openid', 'email', 'profile'],
    pkce: true,
    requireIdTokenVerification: true,
    accountSubject: ({ tokens }: { tokens: { idToken?: string | undefined } }) => subjectOf(tokens.idToken),
    mapProfileToUser: (profile: Record<string, unknown>) => ({ name: nameOf(profile), image: undefined }),
  };
  const plugin = genericOAuth({ config: [provider] });
  // Asked when somebody first signs in with it, ten seconds at most: a provider that hangs must not keep the api from starting.
  return {
    ...plugin,
    init: () => ({ context: { genericOAuthPendingDiscovery: new Map([[PROVIDER, provider]]) } }),
  };
}

function subjectOf(idToken: string | undefined): string {
  if (!idToken) throw new Error('The provider sent no ID token.');
  const { iss, sub } = decodeJwt(idToken);
  if (!iss || !sub) throw new Error('The ID token names nobody.');
  return `${iss} ${sub}`;
}

function nameOf({ name, email }: Record<string, unknown>): string {
  const given = personName.safeParse(name);
  return given.success ? given.data : agentName(String(email));
}

/** Who may come in by a provider; asked at every sign-in, not only at the first. */
export function allowedByProvider(openId: OpenId | null): NonNullable<BetterAuthOptions['user']> {
  return {
    validateUserInfo: ({ user, source }) => {
      if (source.method !== 'oauth') return;
      const email = emailAddress.safeParse(user.email);
      if (!email.success || user.emailVerified !== true) return { error: 'email_not_verified' };
      if (!openId || !isAllowedDomain(email.data, openId.allowedDomains))
        return { error: 'domain_not_allowed' };
    },
  };
}

/** A new agent that a provider vouches for joins the installation's first project. Tokens of the provider are not kept. */
export function joinsByProvider(
  db: Database,
  openId: OpenId | null,
): NonNullable<BetterAuthOptions['databaseHooks']> {
  const unkept = async <Account extends object>(account: Account) => ({
    data: { ...account, accessToken: null, refreshToken: null, idToken: null },
  });
  return {
    user: {
      create: {
        after: async ({ id }, ctx) => {
          if (!openId || ctx?.path !== '/callback/:id') return;
          const project = await findFirstProject(db);
          if (project)
            await addMember(db, { projectId: project.id, agentId: id as AgentId, role: openId.role });
        },
      },
    },
    account: { create: { before: unkept }, update: { before: unkept } },
  };
}

const begun = z.looseObject({ callbackURL: z.string().optional() });

/** The road through the browser and no other: a token that somebody brings along proves nothing about who brings it. */
export function beginOpenId(body: unknown) {
  const parsed = begun.safeParse(body);
  const next = parsed.success ? (parsed.data.callbackURL ?? '/') : '/';
  if (!parsed.success || 'idToken' in parsed.data || !/^\/(?![/\\])/.test(next))
    throw new APIError('BAD_REQUEST', { code: 'BAD_INPUT', message: 'Begin at the sign-in page.' });
  return {
    context: {
      body: { provider: PROVIDER, callbackURL: next, errorCallbackURL: '/sign-in', disableRedirect: true },
    },
  };
}
