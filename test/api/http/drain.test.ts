import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { stoppable, type Stoppable } from '../../../api/http/stop-server.ts';
import { startProduct } from '../../support/stack/start-product.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { eventually } from '../../support/eventually.ts';

interface Answer {
  status: number | undefined;
  connection: string | undefined;
}

/** A server whose answers wait until they are let go, and a client that keeps its connection. */
async function slowServer() {
  const waiting: ServerResponse[] = [];
  const server = createServer((_req, res) => void waiting.push(res));
  const stopping: Stoppable = stoppable(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async (): Promise<Answer> => {
    const sent = request({ port, host: '127.0.0.1', agent }).end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    for await (const _ of answer);
    return { status: answer.statusCode, connection: answer.headers.connection };
  };
  const answerNext = async () => (await eventually('a request', () => waiting.shift())).end('done');
  return { stopping, ask, answerNext };
}

it('answers what is under way when it stops, and says that the connection ends with it', async () => {
  const { stopping, ask, answerNext } = await slowServer();
  const first = ask();
  await answerNext();
  expect(await first).toEqual({ status: 200, connection: 'keep-alive' });

  const underWay = ask();
  const request = answerNext;
  await new Promise(setImmediate);
  const stopped = stopping.stop();
  await request();
  expect(await underWay).toEqual({ status: 200, connection: 'close' });
  await stopped;
});

it('still takes requests while it drains, each on a connection that ends', async () => {
  const { stopping, ask, answerNext } = await slowServer();
  const first = ask();
  await answerNext();
  await first;
  const stopped = stopping.stop({ drainMs: 1_500 });
  for (const _ of [1, 2]) {
    const late = ask();
    await answerNext();
    expect(await late).toEqual({ status: 200, connection: 'close' });
  }
  await stopped;
  await expect(ask()).rejects.toThrow('ECONNREFUSED');
});

it('ends a stream in order and without the word that all was said, so that its reader comes back', async () => {
  const product = await startProduct();
  const visit = await beginVisit(product);
  await visit.say('Is anybody there?');
  const input = encodeURIComponent(JSON.stringify({ conversationId: visit.conversationId }));
  const response = await fetch(`${product.url}/trpc/visitor.events?input=${input}`, {
    headers: { authorization: `Bearer ${visit.token}`, accept: 'text/event-stream' },
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  let heard = '';
  const read = (async () => {
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) heard += part;
  })();
  await eventually('the words', () => heard.includes('Is anybody there?'));
  await product[Symbol.asyncDispose]();
  await read;
  expect(heard).not.toContain('event: return');
});
