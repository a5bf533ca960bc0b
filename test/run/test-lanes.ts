import { rmSync } from 'node:fs';
import process from 'node:process';
import { runShown } from '../../launcher/terminal/shown-program.ts';
import { paint, say } from '../../launcher/terminal/terminal.ts';
import { failuresIn, NOTHING_RAN, readResults, slowestFiles, type Results } from './test-results.ts';

/** Pure functions; real servers; a real browser. Each can run alone: `npm test -- unit`. */
export const LANES = ['unit', 'workflow', 'browser'] as const;
/** What takes many minutes, and is no part of a whole run. */
const SLOW_LANE = 'faults';

export type Lane = (typeof LANES)[number] | typeof SLOW_LANE;
const ALL: readonly Lane[] = [...LANES, SLOW_LANE];

export const laneNamed = (name: string): Lane | undefined => ALL.find((lane) => lane === name);

/** vitest's names for what a lane runs. */
const PROJECTS: Record<Lane, string[]> = {
  unit: ['unit'],
  workflow: ['workflow', 'database'],
  browser: ['browser'],
  faults: ['faults'],
};

const SHOWN_FILES = 5;

/** Runs the lanes one after the other, and says how long each took and which of its files were the slowest. */
export async function runLanes(input: {
  lanes: readonly Lane[];
  /** Only files whose path holds one of these; none: all. */
  selected: string[];
  env: NodeJS.ProcessEnv;
  /** What has to be over before the lanes that go by a clock. */
  afterFirst: Promise<unknown>;
}): Promise<Results> {
  const total = { ...NOTHING_RAN };
  const summary: string[] = [];
  const failures: string[] = [];
  for (const lane of input.lanes) {
    const { results, seconds, slowest, failed } = await runLane({ ...input, lane });
    await input.afterFirst;
    for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += results[key];
    failures.push(...failed.map((each) => `  ${paint('red', '✗')} ${each}`));
    if (results.passed + results.failed + results.skipped === 0) continue;
    summary.push(`  ${lane.padEnd(10)}${String(Math.round(seconds)).padStart(5)} s`);
    summary.push(...slowest.map((line) => paint('grey', `  ${line}`)));
  }
  say([paint('bold', '\nLanes, and their slowest files\n'), ...summary].join('\n'));
  if (failures.length > 0) say([paint('bold', '\nWhat failed\n'), ...failures].join('\n'));
  return total;
}

async function runLane(input: { lane: Lane; selected: string[]; env: NodeJS.ProcessEnv }) {
  const file = `coverage/vitest-${input.lane}.json`;
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const what = [...PROJECTS[input.lane].map((name) => `--project=${name}`), ...input.selected];
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--passWithNoTests', ...reporters, ...what];
  const started = Date.now();
  const code = await runShown(process.execPath, args, input.env);
  const seconds = (Date.now() - started) / 1000;
  const slowest = slowestFiles(file, SHOWN_FILES);
  const failed = failuresIn(file);
  return { results: readResults({ file, isOk: code === 0 }), seconds, slowest, failed };
}
