/** How long another tab is waited for, in milliseconds: browsers put tabs to sleep whatever they hold. */
const PATIENCE_MS = 5_000;

/**
 * Does something while no other tab does the same. Where browsers have no locks, forbid them, or another tab takes too
 * long, it is done all the same: this saves work, and what must not happen twice is stopped by its id.
 */
export async function exclusively<Result>(name: string, action: () => Promise<Result>): Promise<Result> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  let started = false;
  const begin = () => {
    started = true;
    clearTimeout(timer);
    return action();
  };
  try {
    return await navigator.locks.request(name, { signal: patience.signal }, begin);
  } catch (error) {
    if (started) throw error;
    return await begin();
  }
}
