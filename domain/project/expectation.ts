import { backAt, type BusinessHours } from './business-hours.ts';
import { promisedMs, promisedWait, type PromisedWait } from './promised-wait.ts';

/** What somebody may honestly be told who waits for a person. */
export interface Expectation {
  /** When people are back, ISO 8601, and by whose clock; null: they are there, or nobody can say. */
  back: { at: string; timeZone: string } | null;
  /** How soon they usually answer; null: nobody can say, or it would be over before they are back. */
  wait: PromisedWait | null;
}

/** @param medianSeconds how long people usually took; null: too few know. */
export function expectationAt(
  at: string,
  { hours, medianSeconds }: { hours: BusinessHours | null; medianSeconds: number | null },
): Expectation {
  const opens = hours && backAt(hours, at);
  const wait = medianSeconds === null ? null : promisedWait(medianSeconds);
  const isKept = wait && (!opens || Date.parse(at) + promisedMs(wait) > Date.parse(opens));
  return {
    back: hours && opens ? { at: opens, timeZone: hours.timeZone } : null,
    wait: isKept ? wait : null,
  };
}
