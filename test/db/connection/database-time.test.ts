import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DatabaseTooSlow, inTime, withinDatabaseTime } from '../../../db/connection/database-time.ts';
import { isUnavailable } from '../../../db/connection/unavailable.ts';

/** What an answer that already lies in the socket is given, in milliseconds. */
const GRACE = 50;

/** A process that has run for a minute. */
beforeEach(() => void vi.useFakeTimers().advanceTimersByTime(60_000));
afterEach(() => void vi.useRealTimers());

const never = () => new Promise<never>(() => {});
const after = (ms: number) => () => new Promise<string>((resolve) => setTimeout(resolve, ms, 'answered'));

/** How a question ends: with its answer, with why it failed, or not yet. */
function ending(asked: Promise<unknown>) {
  let ended: unknown = 'not yet';
  asked.then(
    (answer) => (ended = answer),
    (error: unknown) => (ended = error),
  );
  return async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms);
    return ended;
  };
}

it('a question that is not answered in time ends, in an error that says it may succeed later', async () => {
  const ended = withinDatabaseTime(1_000, () => ending(inTime(never)));
  expect(await ended(999 + GRACE)).toBe('not yet');
  const error = await ended(1);
  expect(error).toBeInstanceOf(DatabaseTooSlow);
  expect(isUnavailable(error)).toBe(true);
});

it('questions one after another have what is left of the time', async () => {
  const ended = withinDatabaseTime(1_000, () => ending(inTime(after(800)).then(() => inTime(never))));
  expect(await ended(999 + GRACE)).toBe('not yet');
  expect(await ended(1)).toBeInstanceOf(DatabaseTooSlow);
});

it('questions side by side share the time instead of each taking some', async () => {
  const both = () => Promise.all([inTime(after(800)), inTime(after(800))]);
  const ended = withinDatabaseTime(1_000, () => ending(both().then(() => inTime(after(150)))));
  expect(await ended(800)).toBe('not yet');
  expect(await ended(150)).toBe('answered');
});

it('a question that begins beside another one has what that one left', async () => {
  const beside = () => Promise.all([inTime(after(900)), after(600)().then(() => inTime(never))]);
  const ended = withinDatabaseTime(1_000, () => ending(beside()));
  expect(await ended(999 + GRACE)).toBe('not yet');
  expect(await ended(1)).toBeInstanceOf(DatabaseTooSlow);
});

it('what a request does between its questions takes none of the time', async () => {
  const thinking = () =>
    inTime(after(800))
      .then(after(5_000))
      .then(() => inTime(after(150)));
  const ended = withinDatabaseTime(1_000, () => ending(thinking()));
  expect(await ended(800 + 5_000 + 150)).toBe('answered');
});

it('where nobody waits, nothing is measured', async () => {
  expect(await ending(inTime(after(3_600_000)))(3_600_000)).toBe('answered');
});
