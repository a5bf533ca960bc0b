import { spansBetween, type BusinessHours } from '../project/business-hours.ts';

/**
 * A clock that runs only while people answer: spans in order, in seconds since 1970, and how many seconds had run before each.
 * Between two moments as many seconds went by as it shows more at the second one.
 */
export interface OpenClock {
  from: number[];
  until: number[];
  before: number[];
}

/** Runs always: the end is further away than any report. */
const ALWAYS: OpenClock = { from: [0], until: [253_402_300_800], before: [0] };

/** @param hours null: people answer always. Moments are ISO 8601; outside of them the clock stands still. */
export function openClock(hours: BusinessHours | null, from: string, until: string): OpenClock {
  if (!hours) return ALWAYS;
  const clock: OpenClock = { from: [], until: [], before: [] };
  let run = 0;
  for (const [begins, ends] of spansBetween(hours, from, until)) {
    clock.from.push(begins / 1_000);
    clock.until.push(ends / 1_000);
    clock.before.push(run);
    run += (ends - begins) / 1_000;
  }
  return clock.from.length > 0 ? clock : { from: [0], until: [0], before: [0] };
}

/** What it shows at a moment, in seconds since it began. The reports ask the same in SQL. */
export function shownAt({ from, until, before }: OpenClock, seconds: number): number {
  const span = from.findLastIndex((begins) => begins <= seconds);
  if (span < 0) return 0;
  return before[span]! + Math.min(seconds, until[span]!) - from[span]!;
}
