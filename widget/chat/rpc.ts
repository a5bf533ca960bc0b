import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../api/routers/app.ts';
import type { VisitorRefusal } from '../../domain/contract/policy.ts';
import type { VisitorTranscriptUpdate } from '../../domain/inbox/views.ts';
import { readEvents } from './event-stream.ts';

export type Inputs = inferRouterInputs<AppRouter>['visitor'];
type Outputs = inferRouterOutputs<AppRouter>['visitor'];
type Mutation =
  'begin' | 'send' | 'escalate' | 'rate' | 'thumb' | 'markRead' | 'typing' | 'visit' | 'identify';
type Query = 'project' | 'conversation' | 'transcript' | 'earlier' | 'file';

/** The api answers within two seconds or not at all; a slow phone network gets the rest. */
const CALL_TIMEOUT_MS = 20_000;
/** The api says something at once: without a word after this long, something between us holds the stream back. */
const OPENING_MS = 4_000;
/** The api sends a ping every 15 s: after this long without a byte the connection is dead, whatever the browser believes. */
const SILENCE_MS = 40_000;

/** A call that was not granted. `refusal` is null when the api itself did not answer: then it may have been applied. */
export class CallError extends Error {
  override readonly name = 'CallError';
  constructor(
    readonly refusal: VisitorRefusal | null,
    words: string,
    /** In milliseconds: it is no use before. */
    readonly retryAfter = 0,
  ) {
    super(words);
  }

  /** True when the same call may succeed later without anybody changing anything. */
  get passing(): boolean {
    return this.refusal === null || PASSING.includes(this.refusal);
  }
}

const PASSING: VisitorRefusal[] = ['try_again', 'internal', 'slow_down'];

/** Nothing can be read live just now: the browser or the page cannot, or the api has too many of us listening. */
export class NoStream extends Error {
  override readonly name = 'NoStream';
}

/** One event of the transcript and the id to resume after. */
export interface Revision {
  id: string;
  update: VisitorTranscriptUpdate;
}

export interface Rpc {
  /** Where the api is. */
  api: string;
  query<Path extends Query>(path: Path, input: Inputs[Path], token?: string): Promise<Outputs[Path]>;
  mutate<Path extends Mutation>(path: Path, input: Inputs[Path], token?: string): Promise<Outputs[Path]>;
  /** Ends when the connection does. @throws NoStream */
  events(input: Inputs['events'], token: string, signal: AbortSignal): AsyncGenerator<Revision>;
}

/** The visitor's procedures over HTTP as tRPC speaks it. The token travels in a header only: addresses end up in logs. */
export function createRpc(api: string): Rpc {
  const address = (path: string, input?: unknown) =>
    `${api}/trpc/visitor.${path}${input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`}`;
  return {
    api,
    query: (path, input, token) => call(address(path, input), { headers: headersOf(token) }),
    mutate: (path, input, token) => {
      const headers = { ...headersOf(token), 'content-type': 'application/json' };
      // What is said in leaving arrives after the page is gone.
      const keepalive = path === 'visit';
      return call(address(path), { method: 'POST', headers, body: JSON.stringify(input), keepalive });
    },
    events: (input, token, signal) => events(address('events', input), { headers: headersOf(token), signal }),
  };
}

const headersOf = (token?: string): Record<string, string> =>
  token ? { authorization: `Bearer ${token}` } : {};

async function call<Output>(url: string, init: RequestInit): Promise<Output> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), CALL_TIMEOUT_MS);
  const answer = reach(url, { ...init, signal: stop.signal }).then(readJson);
  const { result } = (await before(stop.signal, answer).finally(() => clearTimeout(timer))) as {
    result: { data: Output };
  };
  return result.data;
}

/** Pages replace `fetch`, some by one that knows no signal. */
function before<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new CallError(null, 'No answer')));
  });
  return Promise.race([work, ended]);
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, credentials: 'omit', cache: 'no-store' });
  } catch (error) {
    throw new CallError(null, String(error));
  }
  if (!response.ok) throw errorOf(((await readJson(response)) as { error?: unknown }).error);
  return response;
}

function readJson(response: Response): Promise<unknown> {
  return response.json().catch(() => {
    throw new CallError(null, `Status ${response.status}`);
  });
}

function errorOf(error: unknown): CallError {
  const { message, data } = (error ?? {}) as {
    message?: string;
    data?: { refusal?: VisitorRefusal; retryAfterMs?: number | null };
  };
  return new CallError(data?.refusal ?? null, message ?? '', data?.retryAfterMs ?? 0);
}

async function* events(url: string, init: { headers: Record<string, string>; signal: AbortSignal }) {
  const stop = new AbortController();
  const end = () => stop.abort();
  init.signal.addEventListener('abort', end);
  let timer = setTimeout(end, OPENING_MS);
  let isOpen = false;
  try {
    const headers = { ...init.headers, accept: 'text/event-stream' };
    const { body } = await before(stop.signal, reach(url, { headers, signal: stop.signal }));
    if (!body) throw new NoStream();
    for await (const { name, data, id } of readEvents(body)) {
      if (stop.signal.aborted) return;
      isOpen = true;
      clearTimeout(timer);
      timer = setTimeout(end, SILENCE_MS);
      if (name === 'serialized-error') throw errorOf(JSON.parse(data));
      if (name === 'return') throw new NoStream();
      if (name === 'message' && id) yield { id, update: JSON.parse(data) as VisitorTranscriptUpdate };
    }
  } catch (error) {
    const refusal = error instanceof CallError && error.refusal;
    const isCrowded = refusal === 'too_many_streams' || refusal === 'slow_down';
    const isUnreadable = !isOpen && (stop.signal.aborted || !(error instanceof CallError));
    throw !init.signal.aborted && (isCrowded || isUnreadable) ? new NoStream() : error;
  } finally {
    clearTimeout(timer);
    end();
  }
}
