import process from 'node:process';
import { runProgram } from '../system/programs.ts';

/** A large database on a slow disk; nobody waits for it but whoever erased something. */
const WITHIN_MS = 120_000;

/** Temporal's tables were written for a SQLite that takes double quotes for a text, too. */
const COMPACT = `
  const { DatabaseSync } = require('node:sqlite');
  const db = new DatabaseSync(process.argv[1], { enableDoubleQuotedStringLiterals: true });
  db.exec('PRAGMA busy_timeout = 60000');
  db.exec('VACUUM');`;

/**
 * Rewrites the file of Temporal's development server. SQLite only marks what is deleted as free: the bytes would stay in the
 * file until something else needs their place. In a process of its own, because SQLite's calls hold up everything else.
 * @returns whether it was done.
 */
export async function compactTemporal(dbFile: string): Promise<boolean> {
  const args = ['--no-warnings', '-e', COMPACT, dbFile];
  return (await runProgram(process.execPath, args, { timeoutMs: WITHIN_MS })).ok;
}
