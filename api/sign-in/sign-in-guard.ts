import { countTry, noTries, WARN_AFTER_TRIES, type Tries } from '../../domain/sign-in/sign-in-delay.ts';

/** After an hour of quiet an account begins anew. */
const FORGOTTEN_MS = 3_600_000;
/** A guesser can name any address: what is remembered stays small. */
const MAX_ACCOUNTS = 10_000;

interface Known {
  tries: Tries;
  at: number;
}

/**
 * Slows guessing at one account down, however many addresses it comes from. Unknown accounts are counted like known ones, so
 * that nobody learns which exist. Networks that signed in to the account before are counted apart: a stranger who guesses
 * keeps nobody out of where they work.
 */
export class SignInGuard {
  readonly #accounts = new Map<string, Known>();

  /** Counts a try. @returns whether it may be checked, and whether the account's owner should hear of it now. */
  begin(account: string, now = Date.now()): { checks: boolean; warn: boolean; waitMs: number } {
    const known = this.#accounts.get(account);
    const before = known && now - known.at < FORGOTTEN_MS ? known.tries : noTries();
    const { checks, tries } = countTry(before, now);
    this.#remember(account, { tries, at: now });
    const warn = tries.checked + tries.refused === WARN_AFTER_TRIES;
    return { checks, warn, waitMs: Math.max(0, tries.openAt - now) };
  }

  succeeded(account: string): void {
    this.#accounts.delete(account);
  }

  #remember(account: string, known: Known): void {
    this.#accounts.delete(account);
    this.#accounts.set(account, known);
    const [oldest] = this.#accounts.keys();
    if (this.#accounts.size > MAX_ACCOUNTS && oldest !== undefined) this.#accounts.delete(oldest);
  }
}
