import { existsSync } from 'node:fs';
import type { z } from 'zod';
import { environment, mailboxEnvironment, workerEnvironment } from './environment.ts';
import { problemsOf, SettingsError } from './settings-error.ts';

/**
 * How long customers' messages are collected before they leave as one mail, in milliseconds. People write in bursts, and whoever
 * looks at the inbox has read by then; longer would make an answer from a mail program a slow one.
 */
const AGENT_MAIL_DELAY_MS = 120_000;

/** Whoever asks for a person is still typing why, and waits for one: one notice, soon. In milliseconds. */
const ESCALATION_MS = 10_000;

/** The gateway that is meant when only a key is given. */
const LLM_GATEWAY = 'https://api.llmgateway.io/v1';
/** What most endpoints that embed offer, by this name. */
const EMBEDDINGS = 'text-embedding-3-small';

type Environment = Record<string, string | undefined>;

function parseEnvironment<Shape extends z.ZodObject>(shape: Shape, env: Environment): z.output<Shape> {
  const values = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  const problems = [...problemsOf(shape, values), ...problemsBetween(values, shape)];
  if (problems.length > 0) throw new SettingsError(problems);
  return shape.parse(values);
}

/** What no setting shows alone. */
function problemsBetween(values: Record<string, string>, { shape }: z.ZodObject): string[] {
  const { INBOUND_DOMAIN, INBOUND_ADDRESS, ADMIN_EMAIL, ADMIN_PASSWORD, DATABASE_URL = '' } = values;
  const problems: string[] = [];
  if (!INBOUND_DOMAIN && !INBOUND_ADDRESS)
    problems.push(
      'INBOUND_DOMAIN or INBOUND_ADDRESS is missing: without one a customer’s answer cannot come back.',
    );
  if ('ADMIN_EMAIL' in shape && Boolean(ADMIN_EMAIL) !== Boolean(ADMIN_PASSWORD))
    problems.push('ADMIN_EMAIL and ADMIN_PASSWORD make the first agent together: set both or neither.');
  problems.push(...problemsOfOpenId(values));
  const certificate = URL.canParse(DATABASE_URL) && new URL(DATABASE_URL).searchParams.get('sslrootcert');
  if ('DATABASE_URL' in shape && certificate && certificate !== 'system' && !existsSync(certificate))
    problems.push('DATABASE_URL names a file in sslrootcert that does not exist here.');
  return problems;
}

/** A provider without its client, or without a word on whom to let in, is none. */
function problemsOfOpenId(values: Record<string, string>): string[] {
  const names = ['OIDC_DISCOVERY_URL', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_ALLOWED_DOMAINS'];
  const missing = names.filter((name) => !values[name]);
  if (missing.length === 0 || missing.length === names.length) return [];
  return [`${missing.join(', ')} missing: OpenID Connect needs ${names.join(', ')} together.`];
}

/**
 * The installation's settings, read once from the environment. The only place that reads it.
 * @throws SettingsError that names everything missing or wrong at once.
 */
export function loadConfig(env: Environment = process.env) {
  const value = parseEnvironment(environment, env);
  const config = workerConfig(value);
  return {
    ...config,
    port: value.PORT,
    /** A socket that whoever started us has bound to the port, and keeps while we are started again; null: we bind it. */
    listenFd: value.LISTEN_FD ?? null,
    /** How many proxies in a row are believed about where a request comes from; null: none but one on this machine. */
    trustedProxies: value.TRUSTED_PROXIES ?? (value.BEHIND_PROXY ? 1 : null),
    /** Whether `/demo` shows a page with the first project's widget, on the inbox's own origin. */
    demoPage: value.DEMO_PAGE,
    drainMs: value.DRAIN_SECONDS * 1_000,
    sessionSecret: value.SESSION_SECRET,
    mail: {
      ...config.mail,
      /** Newest first; any of them is accepted. */
      webhookSecrets: value.WEBHOOK_SECRET,
    },
    admin: { email: value.ADMIN_EMAIL, password: value.ADMIN_PASSWORD },
    openId: openIdOf(value),
  };
}

/** Null: agents sign in with passwords and passkeys only. */
function openIdOf(value: z.output<typeof environment>) {
  const {
    OIDC_DISCOVERY_URL: discoveryUrl,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
  } = value;
  const { OIDC_ALLOWED_DOMAINS: allowedDomains, OIDC_ROLE: role } = value;
  if (!discoveryUrl || !clientId || !clientSecret || !allowedDomains) return null;
  const name = value.OIDC_NAME ?? new URL(discoveryUrl).hostname;
  return { discoveryUrl, clientId, clientSecret, allowedDomains, role, name };
}

/** The worker's part of it. */
export function loadWorkerConfig(env: Environment = process.env) {
  return workerConfig(parseEnvironment(workerEnvironment, env));
}

function workerConfig(value: z.output<typeof workerEnvironment>) {
  return {
    /** Where the worker answers `/health` and `/ready`. */
    workerPort: value.WORKER_PORT,
    publicUrl: value.PUBLIC_URL,
    databaseUrl: value.DATABASE_URL,
    temporal: {
      address: value.TEMPORAL_ADDRESS,
      namespace: value.TEMPORAL_NAMESPACE,
      /** Null: a server that asks for none, and no TLS. */
      apiKey: value.TEMPORAL_API_KEY,
      uiUrl: value.TEMPORAL_UI_URL,
      taskQueue: 'throughline',
    },
    /** Null: no model, the assistant quotes the docs. */
    model:
      value.LLM_API_KEY || value.LLM_BASE_URL
        ? {
            baseUrl: value.LLM_BASE_URL ?? LLM_GATEWAY,
            apiKey: value.LLM_API_KEY ?? '',
            model: value.LLM_MODEL ?? 'gpt-4o-mini',
          }
        : null,
    embeddings: embeddingsOf(value),
    mail: {
      postmarkToken: value.POSTMARK_SERVER_TOKEN,
      /** Null: Postmark itself. */
      postmarkUrl: value.POSTMARK_API_URL,
      inboundDomain: value.INBOUND_DOMAIN,
      inboundAddress: value.INBOUND_ADDRESS,
      /** Newest first: the first signs, all verify. */
      replyAddressSecrets: value.REPLY_ADDRESS_SECRETS,
      publicUrl: agentMailOf(value).publicUrl,
    },
    agentMail: agentMailOf(value),
    /** `host:port` in private networks whose pages may be docs all the same. */
    sourceHosts: value.SOURCE_HOSTS,
    logLevel: value.LOG_LEVEL,
  };
}

/** Null: passages are found by words alone. An endpoint of its own gets a key of its own, or none. */
function embeddingsOf(value: z.output<typeof workerEnvironment>) {
  const { EMBEDDING_BASE_URL, EMBEDDING_API_KEY, EMBEDDING_MODEL, LLM_BASE_URL, LLM_API_KEY } = value;
  const model = EMBEDDING_MODEL ?? EMBEDDINGS;
  if (EMBEDDING_BASE_URL) return { baseUrl: EMBEDDING_BASE_URL, apiKey: EMBEDDING_API_KEY ?? '', model };
  if (!LLM_BASE_URL && !LLM_API_KEY) return null;
  return { baseUrl: LLM_BASE_URL ?? LLM_GATEWAY, apiKey: EMBEDDING_API_KEY ?? LLM_API_KEY ?? '', model };
}

/** How long customers' messages are collected before agents are told, and where they are sent then. */
function agentMailOf({
  AGENT_MAIL_DELAY: seconds,
  PUBLIC_URL: publicUrl,
}: z.output<typeof workerEnvironment>) {
  const delayMs = seconds === undefined ? AGENT_MAIL_DELAY_MS : seconds * 1_000;
  return { delayMs, escalationMs: Math.min(ESCALATION_MS, delayMs), publicUrl };
}

export type Config = ReturnType<typeof loadConfig>;

/** What the local mailbox needs, which stands in for the mail provider and knows nothing else of the installation. */
export function loadMailboxConfig(env: Environment = process.env) {
  const value = parseEnvironment(mailboxEnvironment, env);
  const webhooks = `http://127.0.0.1:${value.PORT}/webhooks/postmark`;
  return {
    port: value.MAILBOX_PORT,
    dataDir: value.DATA_DIR,
    serverToken: value.POSTMARK_SERVER_TOKEN,
    webhookSecret: value.WEBHOOK_SECRET[0] ?? null,
    inboundWebhookUrl: value.INBOUND_WEBHOOK_URL ?? `${webhooks}/inbound`,
    eventsWebhookUrl: value.EVENTS_WEBHOOK_URL ?? `${webhooks}/events`,
    inboundDomain: value.INBOUND_DOMAIN,
    inboundAddress: value.INBOUND_ADDRESS,
  };
}
