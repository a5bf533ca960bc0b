import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runShown } from '../../launcher/terminal/shown-program.ts';
import { say } from '../../launcher/terminal/terminal.ts';
import { storedHistories } from '../support/people/histories.ts';

/**
 * `npm run record-history`: lets the tests that live a conversation keep its history, one that is stored already is left
 * as it is. With words, only tests of files whose path holds one of these.
 */
async function main(selected: string[]): Promise<number> {
  const before = storedHistories().length;
  const files = recording('test/workflows').filter(
    (file) => selected.length === 0 || selected.some((word) => file.includes(word)),
  );
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project=workflow', ...files];
  const code = await runShown(process.execPath, args, { ...process.env, RECORD_HISTORIES: '1' });
  const after = storedHistories().length;
  say(`\n${after} histories are stored, ${after - before} of them new.`);
  return code;
}

const recording = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => file.endsWith('.test.ts') && readFileSync(file, 'utf8').includes('keepHistory('));

process.exitCode = await main(process.argv.slice(2));
