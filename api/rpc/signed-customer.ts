import type { IncomingMessage } from 'node:http';
import type { Config } from '../../config.ts';
import type { Database } from '../../db/connection/database.ts';
import { findIdentified, learnSaid } from '../../db/identity/identities.ts';
import { secretsOfKey } from '../../db/identity/secrets.ts';
import type { Visitor } from '../../db/project/visitors.ts';
import type { SignedUntil } from '../../db/project/stream-rights.ts';
import { Refusal } from '../../domain/errors.ts';
import { TOKEN_PROBLEMS, type Identity } from '../../domain/identity/identity.ts';
import type { ProjectId } from '../../domain/ids.ts';
import { clientAddress } from '../http/client-address.ts';
import { hashToken } from '../sign-in/visitor-token.ts';
import { verifyIdentity } from '../identity/verify-identity.ts';
import type { Limits } from './limits.ts';

interface Deps {
  db: Database;
  limits: Limits;
  config: Config;
}

/** Somebody whose site signed who they are, and of which project they are a customer. */
export interface SignedCustomer {
  projectId: ProjectId;
  identity: Identity;
  signed: SignedUntil;
  /** In place of the hash of a session's token, which no token can have: those are 43 characters. */
  tokenHash: string;
}

/** A widget key and a site's token: it is checked with every request, and kept nowhere. */
const GIVEN = /^Bearer ([\w-]{1,100})\.([\w-]+\.[\w-]+\.[\w-]*)$/;

/** @returns null when the request names no such customer. @throws Refusal `identity_refused`, whose words say why */
export async function readSignedCustomer(deps: Deps, req: IncomingMessage): Promise<SignedCustomer | null> {
  const [, widgetKey, token] = GIVEN.exec(req.headers.authorization ?? '') ?? [];
  if (!widgetKey || !token) return null;
  const known = await secretsOfKey(deps.db, widgetKey);
  const { projectId, secrets } = known ?? { projectId: null, secrets: [] };
  const verified = await verifyIdentity(token, { secrets, widgetKey });
  if ('problem' in verified || !projectId) {
    await deps.limits.wrongToken(clientAddress(req, deps.config));
    throw new Refusal(
      'identity_refused',
      TOKEN_PROBLEMS['problem' in verified ? verified.problem : 'no_secret'],
    );
  }
  const { identity, secretId, until } = verified;
  const tokenHash = hashToken(`identity ${projectId} ${identity.sub}`);
  return { projectId, identity, signed: { secretId, until }, tokenHash };
}

/** The visitor whom they are; null: they have said nothing yet. What their site says now is learned. */
export async function visitorOf(
  { db }: Pick<Deps, 'db'>,
  { projectId, identity, signed }: SignedCustomer,
): Promise<(Visitor & Pick<SignedCustomer, 'signed'>) | null> {
  const found = await findIdentified(db, { projectId, identity });
  if (!found) return null;
  if (saysMore(identity, found.said)) await db.transaction((tx) => learnSaid(tx, { projectId, identity }));
  return { ...found.visitor, signed };
}

const saysMore = (now: Identity, known: Identity): boolean =>
  (now.name !== null && now.name !== known.name) ||
  (now.email !== null && (now.email !== known.email || now.emailVerified !== known.emailVerified));
