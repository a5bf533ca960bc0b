import { Resolver } from 'node:dns/promises';

/** Looks a name up. Fails with ENOTFOUND or ENODATA for what does not exist, with anything else for what may work later. */
export type Resolve = (name: string, type: string) => Promise<string[][] | string[]>;

/** A name server that is slower does not keep a webhook waiting, which is retried anyway. */
const TIMEOUT_MS = 2_000;
/** A key or a policy is seldom changed, and a burst of answers asks for the same ones. */
const KEPT_MS = 5 * 60_000;
const MAX_KEPT = 1_000;

/** Nothing that a mail names is a host we connect to: only TXT records are asked for. */
export function createResolver(): Resolve {
  const dns = new Resolver({ timeout: TIMEOUT_MS, tries: 2 });
  return cached((name) => dns.resolveTxt(name));
}

/** Remembers answers and the certain absence of one; never a failure. */
export function cached(look: (name: string) => Promise<string[][]>): Resolve {
  const kept = new Map<string, { until: number; answer: Promise<string[][]> }>();
  return (name, type) => {
    if (type !== 'TXT' || !NAME.test(name)) return Promise.reject(notFound(name));
    const key = name.toLowerCase();
    const known = kept.get(key);
    if (known && known.until > Date.now()) return known.answer;
    const answer = look(key);
    if (kept.size >= MAX_KEPT) kept.delete(kept.keys().next().value ?? '');
    kept.delete(key);
    kept.set(key, { until: Date.now() + KEPT_MS, answer });
    answer.catch((error: unknown) => {
      if (!isAbsence(error)) kept.delete(key);
    });
    return answer;
  };
}

/** Hostnames of RFC 1123 and the underscores of service names; anything else exists nowhere. */
const NAME = /^(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+$/i;

function isAbsence(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'ENOTFOUND' || error.code === 'ENODATA')
  );
}

export function notFound(name: string): Error {
  return Object.assign(new Error(`${name.slice(0, 80)} does not exist.`), { code: 'ENOTFOUND' });
}
