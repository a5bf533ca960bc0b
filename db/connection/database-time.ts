import { AsyncLocalStorage } from 'node:async_hooks';

/** The database did not answer in time. What was asked may still be done; asking again is free. */
export class DatabaseTooSlow extends Error {
  override readonly name = 'DatabaseTooSlow';
}

/** What is left of a request's time with the database, in milliseconds; queries that run side by side share it. */
interface Budget {
  leftMs: number;
  running: number;
  since: number;
}

/** A timer that is late because this process was busy: answers that already lie in the socket are taken first. */
const GRACE_MS = 50;

const budgets = new AsyncLocalStorage<Budget>();

/**
 * Everything asked of the database inside `work` gets this long together. `statement_timeout` would be the server's to
 * keep, and a server that hangs keeps nothing, so the time is measured here: from the wait for a connection to the result.
 */
export function withinDatabaseTime<Result>(ms: number, work: () => Result): Result {
  return budgets.run({ leftMs: ms, running: 0, since: 0 }, work);
}

/** Asks within what is left of the budget around it. Without one nothing is measured. @throws DatabaseTooSlow */
export async function inTime<Result>(ask: () => PromiseLike<Result>): Promise<Result> {
  const budget = budgets.getStore();
  if (!budget) return ask();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const give = () => (timer = setTimeout(() => reject(new DatabaseTooSlow()), GRACE_MS));
    timer = setTimeout(give, remaining(budget));
  });
  start(budget);
  try {
    return await Promise.race([ask(), late]);
  } finally {
    clearTimeout(timer);
    stop(budget);
  }
}

const remaining = ({ leftMs, running, since }: Budget) =>
  Math.max(0, running > 0 ? leftMs - (performance.now() - since) : leftMs);

function start(budget: Budget): void {
  if (budget.running++ === 0) budget.since = performance.now();
}

function stop(budget: Budget): void {
  if (--budget.running === 0) budget.leftMs -= performance.now() - budget.since;
}
