import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

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
  testResults: {
    name: string;
    startTime: number;
    endTime: number;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
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

const SHOWN_LINES = 12;

/** What failed, and the first lines of why: above thousands of lines about what passed nobody finds it again. */
export function failuresIn(file: string): string[] {
  if (!existsSync(file)) return [];
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as VitestJson;
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((each) => each.status === 'failed');
    const broken = status === 'failed' && failed.length === 0 ? [`could not be run\n${message}`] : [];
    const why = failed.map((each) => `${each.fullName}\n${each.failureMessages.join('\n')}`);
    return [...broken, ...why].map((text) => shortened(`${relative('.', name)}: ${text}`));
  });
}

const shortened = (text: string) => text.split('\n').slice(0, SHOWN_LINES).join('\n    ');

/** The files that took longest, `57.4 s  test/launcher/launcher.test.ts`. */
export function slowestFiles(file: string, count: number): string[] {
  if (!existsSync(file)) return [];
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as VitestJson;
  return testResults
    .map(({ name, startTime, endTime }) => ({ name: relative('.', name), ms: endTime - startTime }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, count)
    .map(({ name, ms }) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${name}`);
}
