import { execFileSync } from 'node:child_process';
import process from 'node:process';

export interface SystemUser {
  uid: number;
  gid: number;
}

/** Postgres refuses to run as root: then it runs as `nobody`, otherwise as whoever started us (null). */
export function postgresUser(): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function idOf(flag: '-u' | '-g'): number {
  try {
    return Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8', stdio: 'pipe' })) || 65_534;
  } catch {
    return 65_534;
  }
}
