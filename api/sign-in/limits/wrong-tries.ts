import { MOST_WRONG } from './auth-limits.ts';

/** In milliseconds. */
const WINDOW = 60_000;
/** More than an office signs in with at one moment. */
const MOST_WAITING = 100;
/** A guesser may have any number of networks: what is remembered stays small. */
const MOST_NETWORKS = 10_000;

interface Tries {
  /** When the last ones failed. */
  failed: number[];
  flying: number;
  waiting: (() => void)[];
}

/**
 * Counts what fails, by network and act. As many tries as may still fail are checked at once and others wait for them, so that a
 * guesser gets no more by asking for everything in one moment.
 */
export class WrongTries {
  readonly #tries = new Map<string, Tries>();

  async check(asked: { path: string; network: string }, act: () => Promise<Response>): Promise<Response> {
    const most = MOST_WRONG[asked.path];
    if (most === undefined) return act();
    const tries = this.#triesOf(`${asked.network} ${asked.path}`);
    for (;;) {
      forgetOld(tries, Date.now());
      const left = most - tries.failed.length;
      if (left <= 0 || tries.waiting.length >= MOST_WAITING) return tooMany(tries);
      if (tries.flying < left) break;
      await new Promise<void>((resolve) => tries.waiting.push(resolve));
    }
    return fly(tries, act);
  }

  #triesOf(key: string): Tries {
    const known = this.#tries.get(key) ?? { failed: [], flying: 0, waiting: [] };
    this.#tries.delete(key);
    this.#tries.set(key, known);
    const [oldest] = this.#tries.keys();
    if (this.#tries.size > MOST_NETWORKS && oldest !== undefined) this.#tries.delete(oldest);
    return known;
  }
}

function forgetOld(tries: Tries, now: number): void {
  tries.failed = tries.failed.filter((at) => now - at < WINDOW);
}

async function fly(tries: Tries, act: () => Promise<Response>): Promise<Response> {
  tries.flying++;
  try {
    const response = await act();
    // One that was not even looked at tells a guesser nothing.
    if (response.status >= 400 && response.status < 500 && response.status !== 429)
      tries.failed.push(Date.now());
    return response;
  } finally {
    tries.flying--;
    for (const wake of tries.waiting.splice(0)) wake();
  }
}

function tooMany({ failed }: Tries): Response {
  const [first = Date.now()] = failed;
  const seconds = Math.max(1, Math.ceil((first + WINDOW - Date.now()) / 1_000));
  return Response.json(
    { code: 'SLOW_DOWN', message: 'Too many tries. Wait a minute, then try again.' },
    { status: 429, headers: { 'Retry-After': String(seconds) } },
  );
}
