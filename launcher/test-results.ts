import { existsSync, readFileSync } from 'node:fs';

export interface Results {
  passed: number;
  failed: number;
  skipped: number;
}

/** When there was nothing to run them on. */
export const NOTHING_RAN: Results = { passed: 0, failed: 0, skipped: 0 };

interface VitestJson {
  numPassedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/** A file that could not even be loaded, and a run that failed without a failed test, count as one failure. */
export function readResults({ file, isOk }: { file: string; isOk: boolean }): Results {
  if (!existsSync(file)) return { ...NOTHING_RAN, failed: isOk ? 0 : 1 };
  const json = JSON.parse(readFileSync(file, 'utf8')) as VitestJson;
  const failedTests = json.testResults
    .flatMap((result) => result.assertionResults)
    .filter(({ status }) => status === 'failed');
  const brokenFiles = json.testResults.filter(
    (result) =>
      result.status === 'failed' && result.assertionResults.every(({ status }) => status !== 'failed'),
  );
  const failed = failedTests.length + brokenFiles.length;
  const passed = json.numPassedTests;
  return { passed, failed: failed || (isOk ? 0 : 1), skipped: json.numPendingTests + json.numTodoTests };
}
