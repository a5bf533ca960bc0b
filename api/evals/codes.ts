/** What came of it. */
export type Ran = 'passed' | 'failed' | 'notRun';

/** The exit code of each. What did not run says nothing about the assistant: a pipeline tells it apart. */
export const CODES: Record<Ran, number> = { passed: 0, failed: 1, notRun: 2 };
