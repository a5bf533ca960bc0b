import process from 'node:process';
import { runProgram } from './programs.ts';

/** A large database on a slow disk; nobody waits for it but whoever erased something. */
const WITHIN_MS = 120_000;

/**
 * Rewrites the file of Temporal's development server. SQLite only marks what is deleted as free: the bytes would stay in the
 * file until something else needs their place. Node brings SQLite from version 22.5 on; before that, Python has it nearly everywhere.
 * @returns whether it was done.
 */
export async function compactTemporal(dbFile: string): Promise<boolean> {
  const withNode = `const { DatabaseSync } = require('node:sqlite'); const db = new DatabaseSync(process.argv[1]); db.exec('PRAGMA busy_timeout = 60000'); db.exec('VACUUM')`;
  const withPython = `import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=60).execute('VACUUM')`;
  const ways: [string, string[]][] = [
    [process.execPath, ['--no-warnings', '-e', withNode, dbFile]],
    ['python3', ['-c', withPython, dbFile]],
  ];
  for (const [program, args] of ways) {
    if ((await runProgram(program, args, { timeoutMs: WITHIN_MS })).ok) return true;
  }
  return false;
}
