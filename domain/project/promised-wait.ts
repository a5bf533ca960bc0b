/** How long somebody is told to wait: `{ count: 2, unit: 'hour' }`. */
export interface PromisedWait {
  count: number;
  unit: 'minute' | 'hour' | 'day';
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What people name: nobody says “within 47 minutes”. */
const STEPS: { upTo: number; wait: PromisedWait }[] = [
  ...[5, 10, 15, 30].map((count) => ({ upTo: count * MINUTE, wait: { count, unit: 'minute' as const } })),
  ...[1, 2, 3, 6, 12].map((count) => ({ upTo: count * HOUR, wait: { count, unit: 'hour' as const } })),
  ...[1, 2, 3, 4, 5, 6, 7].map((count) => ({ upTo: count * DAY, wait: { count, unit: 'day' as const } })),
];

const SECONDS = { minute: MINUTE, hour: HOUR, day: DAY };

/** How long it is, in milliseconds. */
export const promisedMs = ({ count, unit }: PromisedWait): number => count * SECONDS[unit] * 1_000;

/** A wait in seconds, rounded up to one that is kept more often than not; null when it is too long to be called an answer. */
export const promisedWait = (seconds: number): PromisedWait | null =>
  STEPS.find(({ upTo }) => seconds <= upTo)?.wait ?? null;
