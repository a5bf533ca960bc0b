import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { keepPrivate } from '../system/private-files.ts';
import { loadSecrets, type Secrets } from './secrets.ts';

export interface Settings {
  /** Absolute. */
  dataDir: string;
  /** Null: a free one. */
  ports: { api: number; mailbox: number; temporal: number; temporalUi: number } & Record<
    'postgres' | 'worker',
    number | null
  >;
  /** False where the environment names a server that already runs. */
  starts: { postgres: boolean; temporal: boolean; mailbox: boolean };
  secrets: Secrets;
  /** What was set by whoever started us, `.env` included; empty values count as not set. */
  given: Record<string, string>;
}

export function loadSettings(): Settings {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const given = Object.fromEntries(entries);
  const dataDir = resolve(given['DATA_DIR'] ?? '.data');
  keepPrivate(dataDir);
  return {
    dataDir,
    ports: {
      api: portIn(given, 'PORT') ?? 3000,
      mailbox: portIn(given, 'MAILBOX_PORT') ?? 3025,
      temporal: portIn(given, 'TEMPORAL_PORT') ?? 7233,
      temporalUi: portIn(given, 'TEMPORAL_UI_PORT') ?? 8233,
      postgres: portIn(given, 'POSTGRES_PORT'),
      worker: portIn(given, 'WORKER_PORT'),
    },
    starts: {
      postgres: !given['DATABASE_URL'],
      temporal: !given['TEMPORAL_ADDRESS'],
      mailbox: !given['POSTMARK_API_URL'],
    },
    secrets: loadSecrets(dataDir),
    given,
  };
}

/** What the api, the worker, the mailbox and the migrations are started with. */
export function childEnvironment(settings: Settings, databaseUrl: string): Record<string, string> {
  const { ports, secrets, given, dataDir, starts } = settings;
  const { POSTGRES_PASSWORD: _ours, POSTMARK_SERVER_TOKEN: mailboxToken, ...childSecrets } = secrets;
  return {
    PUBLIC_URL: `http://localhost:${ports.api}`,
    TEMPORAL_ADDRESS: `127.0.0.1:${ports.temporal}`,
    TEMPORAL_UI_URL: `http://127.0.0.1:${ports.temporalUi}`,
    ADMIN_EMAIL: 'agent@example.com',
    DEMO_PAGE: 'true',
    // No balancer looks here: a Ctrl-C should not wait for one.
    DRAIN_SECONDS: '0',
    ...(starts.mailbox
      ? { POSTMARK_API_URL: `http://127.0.0.1:${ports.mailbox}`, POSTMARK_SERVER_TOKEN: mailboxToken }
      : {}),
    // A name that can never exist: mail that escapes the local mailbox goes nowhere.
    ...(given['INBOUND_ADDRESS'] ? {} : { INBOUND_DOMAIN: 'mail.throughline.test' }),
    ...childSecrets,
    ...given,
    PORT: String(ports.api),
    MAILBOX_PORT: String(ports.mailbox),
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
  };
}

function portIn(given: Record<string, string>, name: string): number | null {
  const value = given[name];
  if (value === undefined) return null;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`${name} must be a port number, not “${value}”.`);
  return port;
}
