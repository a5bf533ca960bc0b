import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';
import { findVisitor, type Visitor } from '../db/visitors.ts';
import type { AgentId } from '../domain/ids.ts';
import type { Auth } from './auth.ts';
import { clientAddress } from './client-address.ts';
import type { FeedHub } from './feed-hub.ts';
import type { Gateway } from './gateway.ts';
import type { Limits } from './limits.ts';
import { hashToken } from './visitor-token.ts';
import type { Resolve } from './webhooks/dns-resolver.ts';

export interface ApiDependencies {
  db: Database;
  gateway: Gateway;
  feed: FeedHub;
  auth: Auth;
  limits: Limits;
  log: Logger;
  config: Config;
  /** How long a request may spend with the database, in milliseconds; the product's own time when not given. */
  databaseMs?: number;
  /** Asks the name servers of senders. */
  resolve: Resolve;
}

/** One request: what it may use, and who it may turn out to come from. Nothing is looked up before a procedure asks. */
export interface Context extends ApiDependencies {
  address: string;
  origin: string | null;
  userAgent: string;
  agent(): Promise<{ id: AgentId; name: string; email: string } | null>;
  visitor(): Promise<Visitor | null>;
}

export function createContext(deps: ApiDependencies, req: IncomingMessage): Context {
  return {
    ...deps,
    address: clientAddress(req, deps.config),
    origin: req.headers.origin ?? null,
    userAgent: req.headers['user-agent'] ?? '',
    agent: () => sessionAgent(deps.auth, req),
    visitor: () => bearerVisitor(deps.db, req),
  };
}

async function sessionAgent(auth: Auth, req: IncomingMessage) {
  const cookie = req.headers.cookie;
  if (!cookie) return null;
  const session = await auth.api.getSession({ headers: new Headers({ cookie }) });
  if (!session) return null;
  const { id, name, email } = session.user;
  return { id: id as AgentId, name, email };
}

async function bearerVisitor(db: Database, req: IncomingMessage): Promise<Visitor | null> {
  const token = /^Bearer ([\w-]{43})$/.exec(req.headers.authorization ?? '')?.[1];
  return token ? findVisitor(db, hashToken(token)) : null;
}
