import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeEmbeddings {
  /** The base URL, `/v1` included. */
  url: string;
  /** Every text that was asked for, in order. */
  texts: string[];
  /** Requests, also those that were not answered with vectors. */
  requests: number;
  /** What is done with the next requests, one each; afterwards they are answered. */
  script(...rounds: Round[]): void;
  stop(): Promise<void>;
}

/** Another status than 200, or no answer at all. */
type Round = { status: number; headers?: Record<string, string> } | 'hang' | 'answer';

const DIMENSION = 64;

/**
 * The provider of embeddings on loopback, a fake: letters in threes, hashed. Alike is what is spelt alike, so it says nothing about
 * how well anything is found; it is for how vectors come, go and are counted.
 */
export async function startFakeEmbeddings({ offered = true } = {}): Promise<FakeEmbeddings> {
  const rounds: Round[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    fake.requests += 1;
    const { input } = JSON.parse(await bodyOf(request)) as { input: string[] };
    const round = rounds.shift() ?? 'answer';
    if (!offered) return void response.writeHead(404).end('{}');
    fake.texts.push(...input);
    if (round === 'hang') return;
    if (round !== 'answer') return void response.writeHead(round.status, round.headers).end('{}');
    const data = input.map((text, index) => ({ object: 'embedding', index, embedding: spelt(text) }));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }));
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: FakeEmbeddings = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    texts: [],
    requests: 0,
    script: (...more) => void rounds.push(...more),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return fake;
}

function spelt(text: string): number[] {
  const vector = Array<number>(DIMENSION).fill(0);
  const letters = text.toLowerCase().replace(/\s+/g, ' ');
  for (let at = 0; at + 3 <= letters.length; at++) {
    const [place = 0] = createHash('md5')
      .update(letters.slice(at, at + 3))
      .digest();
    vector[place % DIMENSION]! += 1;
  }
  return vector;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request) body += String(piece);
  return body;
}
