import process from 'node:process';
import { findChromium } from './chromium.ts';
import { runShown } from '../../launcher/terminal/shown-program.ts';
import { userCacheFolder } from '../../launcher/node/cache-folder.mjs';
import { findTemporalCli } from '../../launcher/temporal/temporal.ts';
import { paint, say, step } from '../../launcher/terminal/terminal.ts';
import { temporaryFolder } from './room-in-memory.ts';
import { laneNamed, LANES, runLanes } from './test-lanes.ts';
import { NOTHING_RAN } from './test-results.ts';

async function main(): Promise<boolean> {
  const [first = '', ...rest] = process.argv.slice(2);
  const lane = laneNamed(first);
  const selected = lane ? rest : process.argv.slice(2);
  const isWhole = first === '';

  say(paint('bold', '\nPreparing\n'));
  await step('Temporal', (onProgress) => findTemporalCli({ cacheDir: userCacheFolder(), onProgress }));
  const chromium = await step('Chromium', findChromium, ({ shell }) => shell);
  const env = {
    ...process.env,
    CHROMIUM_PATH: chromium.whole,
    CHROMIUM_SHELL_PATH: chromium.shell,
    TMPDIR: temporaryFolder(),
  };

  const build = await check('build', { env });
  // The linter has one core's work: the first lane, which waits for no server, has the other.
  const checking = Promise.all(isWhole ? ['typecheck', 'lint'].map((each) => check(each, { env })) : []);
  say(paint('bold', '\nTests\n'));
  const lanes = lane ? [lane] : LANES;
  const tests = build ? await runLanes({ lanes, selected, env, afterFirst: checking }) : NOTHING_RAN;
  const checks = await checking;

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

const npm = () => (process.env['npm_execpath']?.endsWith('.js') ? process.execPath : 'npm');
const npmStart = () => (process.env['npm_execpath']?.endsWith('.js') ? [process.env['npm_execpath']] : []);

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  say('\n0 passed, 1 failed');
  process.exitCode = 1;
}
