import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { answerFromPassages } from './fake-answer.ts';

/** What a test looks at in a request. */
export interface ModelRequest {
  model: string;
  stream?: boolean;
  max_tokens?: number;
  messages: { role: string; content: string }[];
  tools?: { type: string; function: { name: string } }[];
  /** Of the HTTP request, in lower case. */
  headers: Record<string, string | string[] | undefined>;
}

/** How one request is answered. Parts may be combined: `{ text, tool }`, `{ text, hang: true }`. */
export interface Round {
  text?: string;
  /** Sent as they are, instead of word by word. */
  deltas?: string[];
  tool?: { name: string; arguments: string };
  finish?: string;
  firstTokenMs?: number;
  deltaMs?: number;
  /** An HTTP error instead of an answer. */
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** Closes the socket after that many deltas. */
  cutAfter?: number;
  /** Ends the stream as if it were whole, without a finish reason. */
  noFinish?: boolean;
  /** Says no more and stays open: before the first delta when there is no text, else in the middle of it. */
  hang?: boolean;
  /** Streams half, waits, then the rest. */
  hold?: Promise<unknown>;
  /** Sent raw with status 200, in place of an answer. */
  garbage?: string;
  garbageType?: string;
  /** An error event after the text. */
  sseError?: { code?: string; message: string };
  /** What the endpoint says it used, in place of plain numbers. */
  usage?: unknown;
  /** Leaves the stream open after the finish reason. */
  neverEnds?: boolean;
}

export type ScriptedRound = Round | ((request: ModelRequest) => Round);

export interface FakeModel {
  /** The base URL, `/v1` included. */
  url: string;
  requests: ModelRequest[];
  /** Requests whose client went away before the answer was whole. */
  aborted: number;
  /** Answers the next requests, one round each; afterwards the fake answers from the passages it is given. */
  script(...rounds: ScriptedRound[]): void;
  stop(): Promise<void>;
}

/** A model's endpoint on loopback that speaks OpenAI's chat completions, and every way of failing at it. */
export async function startFakeModel({ port = 0 } = {}): Promise<FakeModel> {
  const rounds: ScriptedRound[] = [];
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method === 'GET' && request.url === '/v1/models') return sendJson(response, 200, MODELS);
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
      return sendJson(response, 404, { error: { message: 'Not found', code: 'not_found' } });
    }
    const asked = { ...(JSON.parse(await readBody(request)) as ModelRequest), headers: request.headers };
    fake.requests.push(asked);
    response.on('close', () => (fake.aborted += response.writableFinished ? 0 : 1));
    const next = rounds.shift() ?? ((each) => ({ text: answerFromPassages(each.messages) }));
    await play(response, asked, typeof next === 'function' ? next(asked) : next);
  };
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const fake: FakeModel = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests: [],
    aborted: 0,
    script: (...more) => void rounds.push(...more),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return fake;
}

const MODELS = {
  object: 'list',
  data: [{ id: 'fake-model', object: 'model', created: 0, owned_by: 'test' }],
};

async function play(response: ServerResponse, request: ModelRequest, round: Round): Promise<void> {
  if (round.status)
    return sendJson(response, round.status, round.body ?? errorBody(round.status), round.headers);
  if (round.garbage !== undefined) {
    response.writeHead(200, { 'content-type': round.garbageType ?? 'text/html' }).end(round.garbage);
    return;
  }
  if (request.stream === false) return sendJson(response, 200, wholeAnswer(request, round));
  await pause(round.firstTokenMs ?? 0);
  response.writeHead(200, { 'content-type': 'text/event-stream', ...round.headers });
  const send = (data: unknown) => void response.write(`data: ${JSON.stringify(data)}\n\n`);
  const chunk = (delta: unknown, finish: string | null = null) =>
    send({ ...envelope(request), choices: [{ index: 0, delta, finish_reason: finish }] });
  chunk({ role: 'assistant', content: '' });
  if (!(await streamText(response, round, chunk))) return;
  if (round.tool) streamTool(round.tool, chunk);
  if (round.sseError) {
    response.end(`event: error\ndata: ${JSON.stringify({ error: round.sseError })}\n\n`);
    return;
  }
  if (!round.noFinish) {
    chunk({}, round.finish ?? (round.tool ? 'tool_calls' : 'stop'));
    if (round.neverEnds) return;
    send({ ...envelope(request), choices: [], usage: round.usage ?? USAGE });
  }
  response.end('data: [DONE]\n\n');
}

/** @returns false when the stream goes no further. */
async function streamText(
  response: ServerResponse,
  round: Round,
  chunk: (delta: unknown) => void,
): Promise<boolean> {
  const deltas = round.deltas ?? round.text?.match(/\S+\s*/g) ?? [];
  const middle = Math.ceil(deltas.length / 2);
  for (const [at, content] of deltas.entries()) {
    if (at === round.cutAfter) return cut(response);
    if (at === middle && round.hang) return false;
    if (at === middle && round.hold) await round.hold;
    if (response.destroyed) return false;
    chunk({ content });
    if (at < deltas.length - 1) await pause(round.deltaMs ?? 0);
  }
  if (round.cutAfter !== undefined) return cut(response);
  if (round.hold && deltas.length < 2) await round.hold;
  return !round.hang;
}

/** Arguments come in pieces, as they do from real models. */
function streamTool(
  { name, arguments: all }: NonNullable<Round['tool']>,
  chunk: (delta: unknown) => void,
): void {
  const middle = Math.ceil(all.length / 2);
  const call = (more: object) => chunk({ tool_calls: [{ index: 0, ...more }] });
  call({ id: 'call_1', type: 'function', function: { name, arguments: '' } });
  call({ function: { arguments: all.slice(0, middle) } });
  call({ function: { arguments: all.slice(middle) } });
}

function wholeAnswer(request: ModelRequest, round: Round) {
  const message = { role: 'assistant', content: round.text ?? round.deltas?.join('') ?? '' };
  const choices = [{ index: 0, message, finish_reason: round.finish ?? 'stop' }];
  return { ...envelope(request), object: 'chat.completion', choices, usage: USAGE };
}

/** Not before the client can have what was sent until then. */
async function cut(response: ServerResponse): Promise<false> {
  await new Promise((resolve) => response.write(': the line goes dead\n\n', resolve));
  response.socket?.destroy();
  return false;
}

const USAGE = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };

function envelope({ model }: ModelRequest) {
  return { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_700_000_000, model };
}

function errorBody(status: number) {
  return { error: { message: `Scripted failure ${status}`, type: 'scripted', code: null } };
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) text += piece;
  return text;
}

function pause(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const at = process.argv.indexOf('--port');
  const fake = await startFakeModel({ port: at > 0 ? Number(process.argv[at + 1]) : 0 });
  console.log(fake.url);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void fake.stop());
}
