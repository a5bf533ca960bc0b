import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readResults } from '../run/test-results.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-results-'));
  file = join(folder, 'vitest.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const report = (testResults: { status: string; assertionResults: { status: string }[] }[]) =>
  writeFileSync(
    file,
    JSON.stringify({ numPassedTests: 2, numPendingTests: 1, numTodoTests: 0, testResults }),
  );

test('a file that could not be loaded counts as a failure', () => {
  report([
    {
      status: 'passed',
      assertionResults: [{ status: 'passed' }, { status: 'passed' }, { status: 'skipped' }],
    },
    { status: 'failed', assertionResults: [] },
  ]);
  expect(readResults({ file, isOk: false })).toEqual({ passed: 2, failed: 1, skipped: 1 });
});

test('a failed test counts once, not again for its file', () => {
  report([{ status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] }]);
  expect(readResults({ file, isOk: false })).toMatchObject({ failed: 1 });
});

test('a run that failed without a failed test is a failure', () => {
  report([{ status: 'passed', assertionResults: [{ status: 'passed' }] }]);
  expect(readResults({ file, isOk: false })).toMatchObject({ failed: 1 });
});

test('a run that wrote nothing is a failure', () => {
  expect(readResults({ file, isOk: false })).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
