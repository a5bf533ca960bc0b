import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { compactPostgres } from './postgres/compact-postgres.ts';
import { compactTemporal } from './temporal/compact-temporal.ts';
import { databaseOfStart, runWithSettings } from './start/run-with-settings.ts';

process.exitCode = await runWithSettings('dist/api/ops/main.js');
if (process.exitCode === 0 && process.argv[2] === 'erase') await leaveNothingOnDisk();

/** In the servers that `npm start` runs; others are somebody else's to look after. */
async function leaveNothingOnDisk(): Promise<void> {
  const database = await databaseOfStart();
  if (database && !(await compactPostgres(database))) remark('the Postgres of npm start');
  const temporal = join(process.env['DATA_DIR'] || '.data', 'temporal.db');
  if (existsSync(temporal) && !(await compactTemporal(temporal))) remark(temporal);
}

function remark(place: string): void {
  console.log(`What was erased may still be read from free space in ${place}, until it is used again.`);
}
