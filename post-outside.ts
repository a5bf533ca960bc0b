import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { lookUp, mayBePublic, publicAddressOf, type Address } from './public-address.ts';

/** What became of a post. `again`: it certainly was not taken, and may be at another time. */
export type PostOutcome =
  | { taken: true }
  | { taken: false; problem: string; status: number | null; certain: boolean; again: boolean };

export interface OutsidePost {
  url: string;
  headers: Record<string, string>;
  body: Buffer | string;
}

/** Posts to addresses that people outside of the installation's settings chose. */
export interface PostOutside {
  /** Why nothing can be posted there, in a sentence; null: it may be tried. */
  problemWith(url: string): string | null;
  post(post: OutsidePost): Promise<PostOutcome>;
}

export interface OutsideOptions {
  /** The address to connect to, or null when the host must not be reached. */
  addressOf?: (host: string) => Promise<Address | null>;
  /** Whether a host may be entered at all, before it is looked up. */
  mayBeEntered?: (host: string) => boolean;
  /** Tests stand in for the world on this machine, without certificates. */
  protocols?: readonly string[];
}

/** For everything together, the look-up of the name included. */
const TIMEOUT_MS = 5_000;

/**
 * One address, looked up once, checked, and the one connected to. No redirect is followed and no answer read: nothing of
 * this machine's network can be reached or seen by whoever enters an address.
 */
export function createPostOutside(options: OutsideOptions = {}): PostOutside {
  const { protocols = ['https:'], mayBeEntered = mayBePublic } = options;
  const { addressOf = (host: string) => publicAddressOf(host, lookUp) } = options;
  const problemWith = (text: string): string | null => {
    if (!URL.canParse(text)) return 'This is not an address of the web.';
    const { protocol, username, password, hostname } = new URL(text);
    if (!protocols.includes(protocol)) return 'The address must begin with https://.';
    if (username || password) return 'The address must not carry a name or a password before its host.';
    return mayBeEntered(hostname) ? null : NOT_PUBLIC;
  };
  return {
    problemWith,
    post: async (post) => {
      const problem = problemWith(post.url);
      if (problem) return refused(problem);
      try {
        const signal = AbortSignal.timeout(TIMEOUT_MS);
        const pinned = await inTime(addressOf(new URL(post.url).hostname), signal);
        if (!pinned) return refused(NOT_PUBLIC);
        return outcomeOf(await open(post, { pinned, signal }));
      } catch (error) {
        return failureOf(error);
      }
    },
  };
}

const NOT_PUBLIC = 'The address leads to no place in the public internet, so nothing is sent there.';

const refused = (problem: string, status: number | null = null): PostOutcome => ({
  ...{ taken: false, problem, status, certain: true, again: false },
});

function inTime<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () =>
      reject(Object.assign(new Error('Its name was not found in time.'), { code: 'ETIMEDOUT' })),
    );
    work.then(resolve, reject);
  });
}

function open(
  { url: text, headers, body }: OutsidePost,
  { pinned, signal }: { pinned: Address; signal: AbortSignal },
): Promise<number> {
  const url = new URL(text);
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      ...{ method: 'POST', agent: false, signal, setHost: false },
      headers: { ...headers, Host: url.host, 'Content-Length': String(Buffer.byteLength(body)) },
      // Not the system's look-up: a second answer could be another address.
      hostname: pinned.address,
      family: pinned.family,
      ...(isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0 && { servername: url.hostname }),
    });
    request.once('response', (response: IncomingMessage) => {
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject).end(body);
  });
}

function outcomeOf(status: number): PostOutcome {
  if (status >= 200 && status < 300) return { taken: true };
  if (status >= 300 && status < 400)
    return refused(
      `It answered with a redirect (${status}), which is not followed. Enter the address it leads to.`,
      status,
    );
  const again = status === 429 || status >= 500;
  return { ...refused(`It refused the notice (HTTP ${status}).`, status), again } as PostOutcome;
}

/** Nobody knows it by now; a name server that is away comes back. */
const NOT_FOUND = ['ENOTFOUND', 'EAI_AGAIN'];
/** Before anything was sent. After that, nobody knows. */
const NOT_REACHED = [...NOT_FOUND, 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'];

function failureOf(error: unknown): PostOutcome {
  const { name = '', code = '' } = error as { name?: string; code?: string };
  const unreached = NOT_REACHED.includes(code) || /CERT|SSL|TLS/.test(code);
  if (unreached)
    return {
      taken: false,
      problem: NOT_FOUND.includes(code)
        ? `Its name was not found (${code}).`
        : `It was not reached (${code}).`,
      status: null,
      certain: true,
      again: true,
    };
  const hung = name === 'AbortError' || name === 'TimeoutError';
  const problem = hung
    ? `It did not answer within ${TIMEOUT_MS / 1_000} seconds. The notice may have arrived all the same, so it is not sent again.`
    : 'It closed the connection without an answer. The notice may have arrived all the same, so it is not sent again.';
  return { taken: false, problem, status: null, certain: false, again: false };
}
