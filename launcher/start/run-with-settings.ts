import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { readPidFile } from '../system/pid-file.ts';
import { childEnvironment, loadSettings, type Settings } from './settings.ts';
import { readPostgresPort } from '../postgres/postgres-port.ts';
import { databaseUrl } from '../postgres/postgres-server.ts';

/**
 * Runs a command with what the api has: of `npm start` while it runs with this data folder, otherwise of the environment.
 * @returns its exit code.
 */
export async function runWithSettings(script: string): Promise<number> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const env = (await environmentOfStart()) ?? process.env;
  const child = spawn(process.execPath, ['--enable-source-maps', script, ...process.argv.slice(2)], {
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

/** Whether there is one to run a command with: `npm start` runs with this data folder, or the environment names its database. */
export async function knowsProduct(): Promise<boolean> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return (await settingsOfStart()) !== null || Boolean(process.env['DATABASE_URL']);
}

async function environmentOfStart(): Promise<Record<string, string> | null> {
  const settings = await settingsOfStart();
  return (
    settings && childEnvironment(settings, ownDatabase(settings) ?? settings.given['DATABASE_URL'] ?? '')
  );
}

/** The Postgres that `npm start` runs with this data folder; null when it does not run, or runs with another. */
export async function databaseOfStart(): Promise<string | null> {
  const settings = await settingsOfStart();
  return settings && ownDatabase(settings);
}

async function settingsOfStart(): Promise<Settings | null> {
  const dataDir = process.env['DATA_DIR'] || '.data';
  return (await readPidFile(join(dataDir, 'run'), 'launcher')) ? loadSettings() : null;
}

function ownDatabase({ starts, dataDir, secrets }: Settings): string | null {
  if (!starts.postgres) return null;
  return databaseUrl({ port: readPostgresPort(dataDir), password: secrets.POSTGRES_PASSWORD });
}
