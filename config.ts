import { z } from 'zod';
import { isStrongPassword, WEAK_PASSWORD } from './password-strength.ts';

const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);
const list = z
  .string()
  .transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.string().min(16, 'needs at least 16 characters')).min(1));
const optional = z
  .string()
  .optional()
  .transform((value) => value || null);

const environment = z.object({
  PORT: port(3000),
  BEHIND_PROXY: z.stringbool().default(false),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).optional(),
  DEMO_PAGE: z.stringbool().default(false),
  PUBLIC_URL: z
    .url()
    .default('http://localhost:3000')
    .transform((url) => url.replace(/\/$/, '')),
  DATABASE_URL: z.string().min(1),
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_API_KEY: optional,
  TEMPORAL_UI_URL: z
    .url()
    .default('http://127.0.0.1:8233')
    .transform((url) => url.replace(/\/$/, '')),
  SESSION_SECRET: z.string().min(32, 'needs at least 32 characters'),
  LLM_BASE_URL: optional,
  LLM_API_KEY: optional,
  LLM_MODEL: optional,
  POSTMARK_SERVER_TOKEN: z.string().min(1),
  POSTMARK_API_URL: optional,
  INBOUND_DOMAIN: optional,
  INBOUND_ADDRESS: optional,
  REPLY_ADDRESS_SECRETS: list,
  WEBHOOK_SECRET: list,
  AGENT_MAIL_DELAY: z.coerce.number().min(0).max(86_400).optional(),
  ADMIN_EMAIL: optional,
  ADMIN_PASSWORD: optional.refine((value) => value === null || isStrongPassword(value), WEAK_PASSWORD),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/**
 * How long customers' messages are collected before they leave as one mail, in milliseconds. People write in bursts, and whoever
 * looks at the inbox has read by then; longer would make an answer from a mail program a slow one.
 */
const AGENT_MAIL_DELAY_MS = 120_000;

/** The gateway that is meant when only a key is given. */
const LLM_GATEWAY = 'https://api.llmgateway.io/v1';

function parseEnvironment<Shape extends z.ZodType>(
  shape: Shape,
  env: Record<string, string | undefined>,
): z.output<Shape> {
  const parsed = shape.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is not complete:\n${lines.join('\n')}\nSee .env.example.`);
}

/**
 * The installation's settings, read once from the environment. The only place that reads it.
 * @throws an Error that names everything missing or wrong at once.
 */
export function loadConfig(env: Record<string, string | undefined> = process.env) {
  const value = parseEnvironment(environment, env);
  if (!value.INBOUND_DOMAIN && !value.INBOUND_ADDRESS) {
    throw new Error(
      'Set INBOUND_DOMAIN or INBOUND_ADDRESS: without it a customer’s answer cannot come back.',
    );
  }
  return {
    port: value.PORT,
    /** How many proxies in a row are believed about where a request comes from; null: none but one on this machine. */
    trustedProxies: value.TRUSTED_PROXIES ?? (value.BEHIND_PROXY ? 1 : null),
    /** Whether `/demo` shows a page with the first project's widget, on the inbox's own origin. */
    demoPage: value.DEMO_PAGE,
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
    sessionSecret: value.SESSION_SECRET,
    /** Null: no model, the assistant quotes the docs. */
    model:
      value.LLM_API_KEY || value.LLM_BASE_URL
        ? {
            baseUrl: value.LLM_BASE_URL ?? LLM_GATEWAY,
            apiKey: value.LLM_API_KEY ?? '',
            model: value.LLM_MODEL ?? 'gpt-4o-mini',
          }
        : null,
    mail: {
      postmarkToken: value.POSTMARK_SERVER_TOKEN,
      /** Null: Postmark itself. */
      postmarkUrl: value.POSTMARK_API_URL,
      inboundDomain: value.INBOUND_DOMAIN,
      inboundAddress: value.INBOUND_ADDRESS,
      /** Newest first: the first signs, all verify. */
      replyAddressSecrets: value.REPLY_ADDRESS_SECRETS,
      /** Newest first; any of them is accepted. */
      webhookSecrets: value.WEBHOOK_SECRET,
    },
    /** How long customers' messages are collected before one mail tells the agents who watch. */
    agentMailDelayMs:
      value.AGENT_MAIL_DELAY === undefined ? AGENT_MAIL_DELAY_MS : value.AGENT_MAIL_DELAY * 1_000,
    admin: { email: value.ADMIN_EMAIL, password: value.ADMIN_PASSWORD },
    logLevel: value.LOG_LEVEL,
  };
}

export type Config = ReturnType<typeof loadConfig>;

const mailboxEnvironment = environment
  .pick({
    PORT: true,
    POSTMARK_SERVER_TOKEN: true,
    WEBHOOK_SECRET: true,
    INBOUND_DOMAIN: true,
    INBOUND_ADDRESS: true,
  })
  .extend({
    MAILBOX_PORT: port(3025),
    DATA_DIR: z.string().default('.data'),
    INBOUND_WEBHOOK_URL: optional,
    EVENTS_WEBHOOK_URL: optional,
  });

/** What the local mailbox needs, which stands in for the mail provider and knows nothing else of the installation. */
export function loadMailboxConfig(env: Record<string, string | undefined> = process.env) {
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
