import { z } from 'zod';
import { ROLES } from './domain/project/roles.ts';
import { isStrongPassword, STRONG_PASSWORD } from './password-strength.ts';

const port = (fallback: number) =>
  z.coerce.number().int().min(1).max(65_535).default(fallback).describe('a port number, 1 to 65535');
const url = z
  .url({ protocol: /^https?$/ })
  .transform((value) => value.replace(/\/$/, ''))
  .describe('an address such as https://support.example.com');
const list = z
  .string()
  .transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.string().min(16)).min(1))
  .describe('one or more secrets with commas between them, each of at least 16 characters');
const domains = z
  .string()
  .transform((value) => value.split(',').map((item) => item.trim().toLowerCase()))
  .pipe(z.array(z.union([z.literal('*'), z.hostname()])).min(1));
const optional = z
  .string()
  .optional()
  .transform((value) => value || null);
const orNull = <Shape extends z.ZodType>(shape: Shape) => shape.nullish().transform((value) => value ?? null);

/**
 * How long a stopping api still takes requests while `/ready` says 503. A balancer has to notice that first: most look every few
 * seconds. At most 20, so that everything ends within the 35 s that a process gives itself.
 */
const DRAIN_SECONDS = 5;

/** Every variable, what it must be, and what it is when nobody sets it. Descriptions end the sentence “NAME must be …”. */
export const environment = z.object({
  PORT: port(3000),
  WORKER_PORT: port(3001),
  BEHIND_PROXY: z.stringbool().default(false).describe('true or false'),
  TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .optional()
    .describe('the number of proxies in a row before the api, 0 to 10'),
  DEMO_PAGE: z.stringbool().default(false).describe('true or false'),
  LISTEN_FD: z.coerce.number().int().min(3).optional().describe('the number of an open socket, 3 or more'),
  DRAIN_SECONDS: z.coerce
    .number()
    .min(0)
    .max(20)
    .default(DRAIN_SECONDS)
    .describe('a number of seconds, 0 to 20'),
  PUBLIC_URL: url.default('http://localhost:3000'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .describe('an address such as postgres://user:password@host:5432/throughline'),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^(\[[\da-f:]+\]|[^\s:/]+):\d+$/i)
    .default('127.0.0.1:7233')
    .describe('a host and a port such as temporal:7233'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_API_KEY: optional,
  TEMPORAL_UI_URL: url.default('http://127.0.0.1:8233'),
  SESSION_SECRET: z.string().min(32).describe('a secret of at least 32 characters'),
  LLM_BASE_URL: orNull(url).describe('an address such as https://api.example.com/v1'),
  LLM_API_KEY: optional,
  LLM_MODEL: optional,
  EMBEDDING_BASE_URL: orNull(url).describe('an address such as https://api.example.com/v1'),
  EMBEDDING_API_KEY: optional,
  EMBEDDING_MODEL: optional,
  POSTMARK_SERVER_TOKEN: z.string().describe('the API token of your Postmark server'),
  POSTMARK_API_URL: orNull(url).describe('an address such as https://api.postmarkapp.com'),
  INBOUND_DOMAIN: orNull(z.hostname()).describe('a domain such as reply.example.com'),
  INBOUND_ADDRESS: orNull(z.string().regex(/^[^\s@]+@[^\s@]+$/)).describe(
    'an address such as 0123456789abcdef@inbound.postmarkapp.com',
  ),
  REPLY_ADDRESS_SECRETS: list,
  WEBHOOK_SECRET: list,
  AGENT_MAIL_DELAY: z.coerce
    .number()
    .min(0)
    .max(86_400)
    .optional()
    .describe('a number of seconds, at most 86400'),
  ADMIN_EMAIL: optional,
  ADMIN_PASSWORD: optional
    .refine((value) => value === null || isStrongPassword(value))
    .describe(STRONG_PASSWORD),
  OIDC_DISCOVERY_URL: orNull(
    z
      .url({ protocol: /^https?$/ })
      .refine((value) => /^https:|^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(value)),
  ).describe('an https address such as https://login.example.com/.well-known/openid-configuration'),
  OIDC_CLIENT_ID: optional,
  OIDC_CLIENT_SECRET: optional,
  OIDC_NAME: optional
    .refine((value) => value === null || value.length <= 40)
    .describe('at most 40 characters, such as Example Login'),
  OIDC_ALLOWED_DOMAINS: orNull(domains).describe(
    'domains with commas between them, such as example.com, or * for any',
  ),
  OIDC_ROLE: z.enum(ROLES).default('agent').describe('agent, admin or owner'),
  SOURCE_HOSTS: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((item) => item.trim().toLowerCase())
        .filter(Boolean),
    )
    .pipe(z.array(z.string().regex(/^(\[[\da-f:]+\]|[^\s:/]+):\d+$/)))
    .describe('hosts with their ports and commas between them, such as docs.intranet:443'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('debug, info, warn, error or silent'),
});

/** A worker is not given secrets that only the api has a use for. */
export const workerEnvironment = environment.omit({
  SESSION_SECRET: true,
  WEBHOOK_SECRET: true,
  ADMIN_EMAIL: true,
  ADMIN_PASSWORD: true,
  OIDC_DISCOVERY_URL: true,
  OIDC_CLIENT_ID: true,
  OIDC_CLIENT_SECRET: true,
  OIDC_NAME: true,
  OIDC_ALLOWED_DOMAINS: true,
  OIDC_ROLE: true,
});

export const mailboxEnvironment = environment
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
