import { execFile } from 'node:child_process';
import { expect, it } from 'vitest';
import { loadConfig, loadWorkerConfig } from '../config.ts';

const COMPLETE = {
  DATABASE_URL: 'postgres://user:password@127.0.0.1:5432/throughline',
  SESSION_SECRET: 'a secret of the session, long enough',
  POSTMARK_SERVER_TOKEN: 'token',
  INBOUND_DOMAIN: 'reply.example.com',
  REPLY_ADDRESS_SECRETS: 'a reply secret of 16',
  WEBHOOK_SECRET: 'a webhook secret of 16',
};

function problems(env: Record<string, string | undefined>): string {
  try {
    loadConfig({ ...COMPLETE, ...env });
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

it('names everything that is missing at once, each with what it is', () => {
  const empty = Object.fromEntries(Object.keys(COMPLETE).map((name) => [name, '']));
  const said = problems(empty);
  for (const name of [...Object.keys(COMPLETE), 'INBOUND_ADDRESS']) expect(said).toContain(name);
  expect(said).toContain('SESSION_SECRET is missing: a secret of at least 32 characters.');
});

it.each([
  ['PORT', 'abc'],
  ['WORKER_PORT', '0'],
  ['DRAIN_SECONDS', 'long'],
  ['BEHIND_PROXY', 'perhaps'],
  ['PUBLIC_URL', 'support.example.com'],
  ['DATABASE_URL', 'mysql://nobody'],
  ['DATABASE_URL', 'not an address'],
  ['TEMPORAL_ADDRESS', 'https://temporal'],
  ['TEMPORAL_UI_URL', 'ui'],
  ['SESSION_SECRET', 'hunter2'],
  ['WEBHOOK_SECRET', 'hunter2'],
  ['REPLY_ADDRESS_SECRETS', 'a long enough secret,hunter2'],
  ['INBOUND_DOMAIN', 'https://reply.example.com/'],
  ['INBOUND_ADDRESS', 'nobody'],
  ['POSTMARK_API_URL', 'ftp://files'],
  ['LLM_BASE_URL', 'localhost'],
  ['AGENT_MAIL_DELAY', '-1'],
  ['LOG_LEVEL', 'loud'],
  ['OIDC_DISCOVERY_URL', 'http://login.example.com/.well-known/openid-configuration'],
  ['OIDC_DISCOVERY_URL', 'example-login'],
  ['OIDC_ALLOWED_DOMAINS', 'https://example.com/'],
  ['OIDC_ROLE', 'guest'],
])('says what %s must be when it is %s, without repeating it', (name, value) => {
  const said = problems({ [name]: value });
  expect(said).toMatch(new RegExp(`^  ${name} must be .+\\.$`, 'm'));
  expect(said).not.toContain(value);
  expect(said).not.toMatch(/expected|invalid|undefined|zod|\bat \S+:\d+/i);
});

it('names wrong settings of every kind together', () => {
  const said = problems({
    DATABASE_URL: 'x',
    INBOUND_DOMAIN: '',
    SESSION_SECRET: 'short',
    ADMIN_EMAIL: 'a@example.com',
  });
  for (const name of ['DATABASE_URL', 'INBOUND_DOMAIN', 'SESSION_SECRET', 'ADMIN_PASSWORD'])
    expect(said).toContain(name);
});

it('refuses a certificate file that is not there instead of going on without it', () => {
  const said = problems({
    DATABASE_URL: `${COMPLETE.DATABASE_URL}?sslmode=verify-full&sslrootcert=/nowhere.pem`,
  });
  expect(said).toContain('sslrootcert');
});

it('asks a worker for nothing that only the api needs', () => {
  const { SESSION_SECRET: _session, WEBHOOK_SECRET: _webhook, ...rest } = COMPLETE;
  expect(loadWorkerConfig(rest).workerPort).toBe(3001);
});

it.each(['api/main.ts', 'activities/main.ts', 'mailbox/main.ts'])(
  'ends %s with sentences and no stack',
  async (file) => {
    const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((done) => {
      const env = { PATH: process.env['PATH'], INBOUND_DOMAIN: 'reply.example.com' };
      execFile(process.execPath, ['--import', 'tsx', file], { env }, (error, _stdout, said) =>
        done({ code: error?.code, stderr: said }),
      );
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Some settings are missing or wrong:\n {2}/);
    expect(stderr).not.toContain('    at ');
  },
  180_000,
);

const OPEN_ID = {
  OIDC_DISCOVERY_URL: 'https://login.example.com/.well-known/openid-configuration',
  OIDC_CLIENT_ID: 'throughline',
  OIDC_CLIENT_SECRET: 'a secret',
  OIDC_ALLOWED_DOMAINS: 'Example.com, example.org',
};

it('takes an OpenID provider whole or not at all, and asks whom to let in', () => {
  expect(loadConfig(COMPLETE).openId).toBeNull();
  expect(loadConfig({ ...COMPLETE, ...OPEN_ID }).openId).toEqual({
    discoveryUrl: OPEN_ID.OIDC_DISCOVERY_URL,
    clientId: 'throughline',
    clientSecret: 'a secret',
    allowedDomains: ['example.com', 'example.org'],
    role: 'agent',
    name: 'login.example.com',
  });
  expect(problems({ ...OPEN_ID, OIDC_ALLOWED_DOMAINS: '' })).toContain('OIDC_ALLOWED_DOMAINS missing');
  expect(problems({ OIDC_DISCOVERY_URL: OPEN_ID.OIDC_DISCOVERY_URL })).toContain(
    'OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_ALLOWED_DOMAINS missing',
  );
});
