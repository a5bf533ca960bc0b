import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { isRedirect, openOutside } from '../../../open-outside.ts';
import { lookUp, publicAddressOf, type Address } from '../../../public-address.ts';

export type Got =
  | { kind: 'got'; url: string; contentType: string; bytes: Buffer }
  /** Nothing is there; `status` as the server said it. */
  | { kind: 'gone'; status: number }
  /** It leads to where the caller does not want to go. */
  | { kind: 'elsewhere'; to: string }
  /** It may be there at another time; `afterMs` when the server said when. */
  | { kind: 'busy'; problem: string; afterMs: number | null }
  | { kind: 'refused'; problem: string };

export interface GetOptions {
  maxBytes: number;
  accept: string;
  signal: AbortSignal;
  /** Asked before a redirect is followed. */
  mayFollow?: (url: string) => boolean;
}

/** Reads files of the web, politely: one at a time of each host, with a pause between them. */
export interface WebReader {
  get(url: string, options: GetOptions): Promise<Got>;
  /** The next turn at a host comes so long after the last answer, in milliseconds. */
  pauseFor(host: string, ms: number): void;
}

export interface WebReaderOptions {
  /** Names the installation to whoever runs the site. */
  publicUrl: string;
  /** `host:port` inside a private network that may be read all the same. */
  privateHosts?: readonly string[];
  /** Between two requests of any host, in milliseconds; without it as long as is polite. */
  pauseMs?: number;
}

/** For one file, redirects included. */
const TIMEOUT_MS = 20_000;
const MAX_REDIRECTS = 5;
/** As long as a quick reader looks at a page; a site that wants more says so in its robots.txt. */
const PAUSE_MS = 300;
/** Whoever runs the installation named the host: it is their own. */
const OWN_PAUSE_MS = 20;
const WEB_PORTS = [80, 443];

export const PRODUCT = 'Throughline';

export function createWebReader(options: WebReaderOptions): WebReader {
  const { privateHosts = [], pauseMs } = options;
  const headersOf = (accept: string) => ({
    Accept: accept,
    'Accept-Encoding': 'gzip',
    'User-Agent': `${PRODUCT}/1.0 (reads docs for ${options.publicUrl})`,
  });
  const turns = createTurns((host) => pauseMs ?? (privateHosts.includes(host) ? OWN_PAUSE_MS : PAUSE_MS));
  const addressOf = async (host: string, port: number): Promise<Address | null> => {
    const bare = host.replace(/^\[|\]$/g, '');
    if (privateHosts.includes(`${host}:${port}`)) return (await lookUp(bare))[0] ?? null;
    return WEB_PORTS.includes(port) ? publicAddressOf(host) : null;
  };
  const ask = async (from: string, wanted: GetOptions): Promise<Got> => {
    const signal = AbortSignal.any([wanted.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    let url = new URL(from);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const request = { headers: headersOf(wanted.accept), signal };
      const response = await openOutside(url, request, { addressOf, ports: [] });
      if (!response) return { kind: 'refused', problem: notReachable(url) };
      const { location } = response.headers;
      if (!isRedirect(response.statusCode) || !location) return await answerOf(response, url, wanted);
      response.destroy();
      if (!URL.canParse(location, url.href)) return { kind: 'refused', problem: 'It redirects to nowhere.' };
      url = new URL(location, url.href);
      if (wanted.mayFollow?.(url.href) === false) return { kind: 'elsewhere', to: url.href };
    }
    return { kind: 'refused', problem: 'It redirects without an end.' };
  };
  return {
    pauseFor: (host, ms) => turns.pause(host, ms),
    get: (url, wanted) =>
      turns.at(new URL(url).host, async () => {
        try {
          return await ask(url, wanted);
        } catch (error) {
          wanted.signal.throwIfAborted();
          return { kind: 'busy', problem: failureWords(error), afterMs: null };
        }
      }),
  };
}

const notReachable = ({ host, port, protocol }: URL) =>
  `${host} is not in the public internet, so it is not read. Whoever runs this installation can allow it: ` +
  `SOURCE_HOSTS=${port ? host : `${host}:${protocol === 'https:' ? 443 : 80}`}.`;

async function answerOf(response: IncomingMessage, url: URL, { maxBytes }: GetOptions): Promise<Got> {
  const { statusCode: status = 0, headers } = response;
  if (status !== 200) {
    response.destroy();
    if (status === 404 || status === 410) return { kind: 'gone', status };
    if (status === 429 || status >= 500)
      return {
        kind: 'busy',
        problem: `It answered with HTTP ${status}.`,
        afterMs: retryAfter(headers['retry-after']),
      };
    return { kind: 'refused', problem: `It answered with HTTP ${status}.` };
  }
  const bytes = await bytesOf(response, maxBytes);
  if (!bytes)
    return { kind: 'refused', problem: `It is larger than ${Math.round(maxBytes / 1_000_000)} MB.` };
  return { kind: 'got', url: url.href, contentType: headers['content-type'] ?? '', bytes };
}

const DECODERS = { gzip: promisify(gunzip), deflate: promisify(inflate), br: promisify(brotliDecompress) };

/** @returns null when there are more. */
async function bytesOf(response: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  const sent = Buffer.concat(chunks);
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? '';
  const decode = Object.entries(DECODERS).find(([name]) => name === encoding)?.[1];
  if (!decode) return sent;
  return decode(sent, { maxOutputLength: maxBytes }).catch((error: { code?: string }) => {
    if (error.code === 'ERR_BUFFER_TOO_LARGE') return null;
    throw error;
  });
}

/** RFC 9110, 10.2.3: seconds, or a moment. */
function retryAfter(value: string | undefined): number | null {
  if (!value) return null;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 600_000) : null;
}

function failureWords(error: unknown): string {
  const { name = '', code = '' } = error as { name?: string; code?: string };
  if (name === 'TimeoutError' || name === 'AbortError')
    return `It did not answer within ${TIMEOUT_MS / 1_000} seconds.`;
  return code ? `It was not reached (${code}).` : 'It was not reached.';
}

/** One at a time for each host, with a pause after each. */
function createTurns(usualMs: (host: string) => number) {
  const last = new Map<string, Promise<unknown>>();
  const pauses = new Map<string, number>();
  return {
    pause: (host: string, ms: number) => pauses.set(host, Math.max(ms, usualMs(host))),
    at: <Result>(host: string, work: () => Promise<Result>): Promise<Result> => {
      const turn = (last.get(host) ?? Promise.resolve()).then(work);
      const over = turn.catch(() => undefined).then(() => rest(pauses.get(host) ?? usualMs(host)));
      last.set(host, over);
      void over.then(() => last.get(host) === over && last.delete(host));
      return turn;
    },
  };
}

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
