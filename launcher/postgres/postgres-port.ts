import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, isPortFree } from '../system/ports.ts';

const fileIn = (dataDir: string) => join(dataDir, 'postgres-port');

/**
 * The port that was asked for, or the same at every start, so that a database tool keeps working; another one when somebody took it.
 * Noted in the data folder either way: the commands beside a running product look there.
 */
export async function choosePostgresPort(dataDir: string, asked: number | null): Promise<number> {
  const port = asked ?? (await sameAsBefore(dataDir)) ?? (await freePort());
  writeFileSync(fileIn(dataDir), `${port}\n`);
  return port;
}

/** Where Postgres of a product listens that runs with this data folder. */
export function readPostgresPort(dataDir: string): number {
  return Number(readFileSync(fileIn(dataDir), 'utf8'));
}

async function sameAsBefore(dataDir: string): Promise<number | null> {
  const port = existsSync(fileIn(dataDir)) ? readPostgresPort(dataDir) : 0;
  return port && (await isPortFree(port)) ? port : null;
}
