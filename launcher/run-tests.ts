import { rmSync } from 'node:fs';
import process from 'node:process';
import { findChromium } from './chromium.ts';
import { runShown } from './shown-program.ts';
import { userCacheFolder } from './cache-folder.mjs';
import { findTemporalCli } from './temporal.ts';
import { paint, say, step } from './terminal.ts';
import { NOTHING_RAN, readResults, type Results } from './test-results.ts';

const RESULTS_FILE = 'coverage/vitest.json';

async function main(): Promise<boolean> {
  const filters = process.argv.slice(2);
  const onlyFaults = filters[0] === 'faults';
  const selected = onlyFaults ? filters.slice(1) : filters;
  const isWhole = filters.length === 0;

  say(paint('bold', '\nPreparing\n'));
  await step('Temporal', (onProgress) => findTemporalCli({ cacheDir: userCacheFolder(), onProgress }));
  const chromium = await step('Chromium', findChromium, (file) => file);
  const env = { ...process.env, CHROMIUM_PATH: chromium };

  const build = await check('build', { env });
  const checks = isWhole ? [await check('typecheck', { env }), await check('lint', { env })] : [];
  const tests = build ? await runVitest({ env, onlyFaults, selected }) : NOTHING_RAN;

  const passed = tests.passed + checks.filter(Boolean).length;
  const failed = tests.failed + checks.filter((ok) => !ok).length + (build ? 0 : 1);
  const skipped = tests.skipped > 0 ? `, ${tests.skipped} skipped` : '';
  say(`\n${passed} passed, ${failed} failed${skipped}`);
  return failed === 0 && passed > 0;
}

/** One of package.json's scripts; what it says is shown as it comes. */
async function check(script: string, { env }: { env: NodeJS.ProcessEnv }): Promise<boolean> {
  say(paint('bold', `\n${script[0]!.toUpperCase()}${script.slice(1)}\n`));
  const started = Date.now();
  const code = await runShown(npm(), [...npmStart(), 'run', '--silent', script], env);
  const seconds = `${((Date.now() - started) / 1000).toFixed(0)} s`;
  say(
    code === 0
      ? `  ${paint('green', '✓')} ${script} in ${seconds}`
      : `  ${paint('red', '✗')} ${script} failed`,
  );
  return code === 0;
}

async function runVitest(input: {
  env: NodeJS.ProcessEnv;
  onlyFaults: boolean;
  selected: string[];
}): Promise<Results> {
  say(paint('bold', '\nTests\n'));
  rmSync(RESULTS_FILE, { force: true });
  const projects = input.onlyFaults ? ['--project=faults'] : ['--project=!faults'];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS_FILE}`];
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--passWithNoTests',
    ...projects,
    ...reporters,
    ...input.selected,
  ];
  const code = await runShown(process.execPath, args, input.env);
  return readResults({ file: RESULTS_FILE, isOk: code === 0 });
}

const npm = () => (process.env['npm_execpath']?.endsWith('.js') ? process.execPath : 'npm');
const npmStart = () => (process.env['npm_execpath']?.endsWith('.js') ? [process.env['npm_execpath']] : []);

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  say('\n0 passed, 1 failed');
  process.exitCode = 1;
}
