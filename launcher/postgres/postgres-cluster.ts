import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { explained } from './postgres-complaint.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import type { SystemUser } from '../system/unprivileged-user.ts';

export const SUPERUSER = 'throughline';

export interface ClusterInput {
  folder: string;
  password: string;
  binaries: PostgresBinaries;
  user: SystemUser | null;
  /** False for tests: nothing is flushed to disk. */
  durable: boolean;
}

/** Made aside and renamed, so that a kill in the middle leaves nothing that looks like a cluster. */
export async function makeCluster(input: ClusterInput): Promise<void> {
  const { folder, binaries, user, durable } = input;
  if (existsSync(folder)) return;
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const passwordFile = writePassword(input);
  try {
    ownedFolder(unfinished, user);
    await run(
      binaries.initdb,
      [
        ...[
          '-D',
          unfinished,
          '-U',
          SUPERUSER,
          '-A',
          'scram-sha-256',
          `--pwfile=${passwordFile}`,
          '-E',
          'UTF8',
        ],
        // Needs no locale of the operating system, and sorts the same everywhere.
        ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
        ...(durable ? [] : ['--no-sync']),
      ],
      user,
    );
    renameSync(unfinished, folder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function ownedFolder(folder: string, user: SystemUser | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user) chownSync(folder, user.uid, user.gid);
}

function writePassword({ folder, password, user }: ClusterInput): string {
  const file = `${folder}.password`;
  rmSync(file, { force: true });
  writeFileSync(file, password, { mode: 0o600 });
  if (user) chownSync(file, user.uid, user.gid);
  return file;
}

async function run(program: string, args: string[], user: SystemUser | null): Promise<void> {
  // Started in a folder its user cannot enter, initdb fails.
  const child = spawn(program, args, { ...user, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
  const complaint = text(child.stderr);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0)
    throw new Error(`Postgres could not make its data folder:\n${explained((await complaint).trim())}`);
}
