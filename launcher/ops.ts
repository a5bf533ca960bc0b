import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { compactTemporal } from './compact-temporal.ts';
import { runWithSettings } from './run-with-settings.ts';

process.exitCode = await runWithSettings('api/ops/main.ts');
const ownTemporal = join(process.env['DATA_DIR'] || '.data', 'temporal.db');
if (process.exitCode === 0 && process.argv[2] === 'erase' && existsSync(ownTemporal)) {
  if (!(await compactTemporal(ownTemporal)))
    console.log(
      `What was erased may still be read from free space in ${ownTemporal}, until it is used again.`,
    );
}
