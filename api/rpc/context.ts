import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import type { PostOutside } from '../../post-outside.ts';
import type { Database } from '../../db/connection/database.ts';
import { findSpeaking, type Speaking } from '../../db/conversation/find-speaking.ts';
import { findVisitor, type Visitor } from '../../db/project/visitors.ts';
import type { Bearer } from '../../db/sign-in/admission.ts';
import type { AgentId, ConversationId, MessageId } from '../../domain/ids.ts';
import type { Auth } from '../sign-in/auth.ts';
import { clientAddress } from '../http/client-address.ts';
import type { FeedHub } from '../streams/feed-hub.ts';
import type { AssistGateway } from '../gateway/assist-gateway.ts';
import type { CrawlGateway } from '../gateway/crawl-gateway.ts';
import type { GapWork } from '../gateway/gap-work.ts';
import type { EvaluationGateway } from '../gateway/evaluation-gateway.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { Limits } from './limits.ts';
import type { OpenStreams } from '../streams/open-streams.ts';
import type { ReplyTimes } from './reply-times.ts';
import type { SharedReads } from '../streams/shared-reads.ts';
import { readSignedCustomer, visitorOf, type SignedCustomer } from './signed-customer.ts';
import { hashToken } from '../sign-in/visitor-token.ts';
import type { Resolve } from '../mail/provider/dns-resolver.ts';

export interface ApiDependencies {
  db: Database;
  /** One for each caller: a procedure, which knows who calls, gets theirs alone. */
  gateway: Gateway;
  /** The same for the crawls of sources. */
  crawls: CrawlGateway;
  /** Begins what is done about gaps. */
  gapWork: GapWork;
  /** The playground's questions and the runs of tests. */
  evaluations: EvaluationGateway;
  /** What agents ask of the assistant. */
  assist: AssistGateway;
  feed: FeedHub;
  auth: Auth;
  limits: Limits;
  log: Logger;
  config: Config;
  /** How long a request may spend with the database, in milliseconds; the product's own time when not given. */
  databaseMs?: number;
  /** Asks the name servers of senders. */
  resolve: Resolve;
  /** Posts to push services and webhooks. */
  outside: PostOutside;
}

/** What all requests of one process share about its event streams. */
export interface StreamDependencies {
  streams: OpenStreams;
  shared: SharedReads;
  replyTimes: ReplyTimes;
}

export interface SignedIn {
  id: AgentId;
  name: string;
  email: string;
  sessionId: string;
}

/** Somebody who is signed in, as they are let into projects. */
export const bearerOf = (
  { config }: Pick<ApiDependencies, 'config'>,
  { id, sessionId }: Pick<SignedIn, 'id' | 'sessionId'>,
): Bearer => ({ agentId: id, sessionId, provider: config.openId !== null });

/** One request: what it may use, and who it may turn out to come from. Nothing is looked up before a procedure asks. */
export interface Context extends ApiDependencies, StreamDependencies {
  address: string;
  origin: string | null;
  userAgent: string;
  /** Cuts this request's connection, whatever is still to be sent. */
  hangUp(): void;
  agent(): Promise<SignedIn | null>;
  /** Whose site signed who they are; null: no site did. @throws Refusal `identity_refused` */
  signedCustomer(): Promise<SignedCustomer | null>;
  visitor(): Promise<(Visitor & Partial<Pick<SignedCustomer, 'signed'>>) | null>;
  /** The visitor as somebody who wants to say something. */
  speaking(about: { conversationId: ConversationId; messageId: MessageId }): Promise<Speaking | null>;
}

export function createContext(
  deps: ApiDependencies & StreamDependencies,
  { req, res }: { req: IncomingMessage; res: ServerResponse },
): Context {
  const signedCustomer = () => readSignedCustomer(deps, req);
  return {
    ...deps,
    address: clientAddress(req, deps.config),
    origin: req.headers.origin ?? null,
    userAgent: req.headers['user-agent'] ?? '',
    hangUp: () => res.destroy(),
    agent: () => sessionAgent(deps.auth, req),
    signedCustomer,
    visitor: async () => {
      const customer = await signedCustomer();
      if (customer) return visitorOf(deps, customer);
      return byToken(deps, req, (tokenHash) => findVisitor(deps.db, tokenHash));
    },
    speaking: async (about) => {
      const network = clientAddress(req, deps.config);
      const find = (tokenHash: string) => findSpeaking(deps.db, { ...about, tokenHash, network });
      const customer = await signedCustomer();
      return customer ? find(customer.tokenHash) : byToken(deps, req, find);
    },
  };
}

export async function sessionAgent(auth: Auth, req: IncomingMessage): Promise<SignedIn | null> {
  const cookie = req.headers.cookie;
  if (!cookie) return null;
  const session = await auth.api.getSession({ headers: new Headers({ cookie }) });
  if (!session) return null;
  const { id, name, email } = session.user;
  return { id: id as AgentId, name, email, sessionId: session.session.id };
}

/** Whoever tries tokens is soon refused; a visitor of the same network who has one never notices. */
async function byToken<Found>(
  { limits, config }: Pick<ApiDependencies, 'limits' | 'config'>,
  req: IncomingMessage,
  find: (tokenHash: string) => Promise<Found | null>,
): Promise<Found | null> {
  const token = /^Bearer ([\w-]{43})$/.exec(req.headers.authorization ?? '')?.[1];
  if (!token) return null;
  const found = await find(hashToken(token));
  if (!found) await limits.wrongToken(clientAddress(req, config));
  return found;
}
