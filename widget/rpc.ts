import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../api/routers/app.ts';
import type { RefusalCode } from '../domain/errors.ts';
import type { VisitorTranscriptUpdate } from '../domain/views.ts';
import { readEvents } from './event-stream.ts';

type Inputs = inferRouterInputs<AppRouter>['visitor'];
type Outputs = inferRouterOutputs<AppRouter>['visitor'];
type Mutation = 'begin' | 'send' | 'escalate' | 'markRead';
type Query = 'project' | 'conversation' | 'earlier' | 'file';

/** The api answers within two seconds or not at all; a slow phone network gets the rest. */
const CALL_TIMEOUT_MS = 20_000;
/** The api sends a ping every 15 s: after this long without a byte the connection is dead, whatever the browser believes. */
const SILENCE_MS = 40_000;

/** A call that was not granted. `refusal` is null when the api itself did not answer: then it may have been applied. */
export class CallError extends Error {
  override readonly name = 'CallError';
  constructor(
    readonly refusal: RefusalCode | null,
    words: string,
  ) {
    super(words);
  }

  /** True when the same call may succeed later without anybody changing anything. */
  get passing(): boolean {
    return this.refusal === null || this.refusal === 'try_again' || this.refusal === 'internal';
  }
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
  /** Ends when the connection does. */
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
      return call(address(path), { method: 'POST', headers, body: JSON.stringify(input) });
    },
    events: (input, token, signal) => events(address('events', input), { headers: headersOf(token), signal }),
  };
}

const headersOf = (token?: string): Record<string, string> =>
  token ? { authorization: `Bearer ${token}` } : {};

async function call<Output>(url: string, init: RequestInit): Promise<Output> {
  const response = await reach(url, { ...init, signal: AbortSignal.timeout(CALL_TIMEOUT_MS) });
  const { result } = (await readJson(response)) as { result: { data: Output } };
  return result.data;
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, credentials: 'omit', cache: 'no-store' }).catch(
    (error: unknown) => {
      throw new CallError(null, String(error));
    },
  );
  if (!response.ok) throw errorOf(((await readJson(response)) as { error?: unknown }).error);
  return response;
}

function readJson(response: Response): Promise<unknown> {
  return response.json().catch(() => {
    throw new CallError(null, `Status ${response.status}`);
  });
}

function errorOf(error: unknown): CallError {
  const { message, data } = (error ?? {}) as { message?: string; data?: { refusal?: RefusalCode } };
  return new CallError(data?.refusal ?? null, message ?? '');
}

async function* events(url: string, init: { headers: Record<string, string>; signal: AbortSignal }) {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE_MS);
  };
  heard();
  try {
    const signal = AbortSignal.any([init.signal, silence.signal]);
    const { body } = await reach(url, { headers: { ...init.headers, accept: 'text/event-stream' }, signal });
    for await (const { name, data, id } of readEvents(body!)) {
      heard();
      if (name === 'serialized-error') throw errorOf(JSON.parse(data));
      if (name === 'return') return;
      if (name === 'message' && id) yield { id, update: JSON.parse(data) as VisitorTranscriptUpdate };
    }
  } finally {
    clearTimeout(timer);
  }
}
