import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';

const OURS_ALONE = 0o077;
/** What lies in the data folder besides the cluster, which Postgres guards itself, and downloads, which are no secret. */
const KEPT = /^(logs|run|mailbox|secrets\.json|postgres-port|temporal\.db.*)$/;

/**
 * From now on only we may read what we and our processes write: mails, histories, logs. Folders that were made before are closed
 * too. A folder that somebody else made for us keeps its own mode: it may hold more than ours.
 */
export function keepPrivate(dataDir: string): void {
  process.umask(OURS_ALONE);
  const isOurs = !existsSync(dataDir) || basename(dataDir) === '.data';
  mkdirSync(dataDir, { recursive: true });
  if (isOurs) chmodSync(dataDir, enterable(0o700));
  for (const name of readdirSync(dataDir)) if (KEPT.test(name)) close(join(dataDir, name));
}

/** Root's Postgres runs as another user, who must get through to its cluster but need not see what lies beside it. */
export function enterable(mode: number): number {
  return process.getuid?.() === 0 ? mode | 0o011 : mode;
}

function close(path: string): void {
  try {
    const found = lstatSync(path);
    if (found.isSymbolicLink()) return;
    chmodSync(path, found.isDirectory() ? 0o700 : 0o600);
    if (found.isDirectory()) for (const name of readdirSync(path)) close(join(path, name));
  } catch (error) {
    // Processes of a launcher that was killed may still be taking away what is theirs.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
