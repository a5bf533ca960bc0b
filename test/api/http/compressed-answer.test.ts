import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { expect, it } from 'vitest';
import { compressAnswer } from '../../../api/http/compressed-answer.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { startProduct } from '../../support/stack/start-product.ts';

const LONG = JSON.stringify({ rows: Array.from({ length: 100 }, (_, row) => `This is row ${row}`) });

/** A server that answers as it is told, and what came of it, undone. */
async function answered(
  answer: (res: ServerResponse) => void,
  { takes = 'gzip, br' }: { takes?: string } = {},
): Promise<{ response: IncomingMessage; stop(): void }> {
  const server = createServer((req, res) => {
    compressAnswer(req, res);
    answer(res);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const asked = request({ port, host: '127.0.0.1', headers: { 'accept-encoding': takes } }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return { response, stop: () => (asked.destroy(), server.close()) };
}

const json = (body: string) => (res: ServerResponse) => {
  res.setHeader('content-type', 'application/json');
  res.write(body);
  res.end();
};

it('sends a long answer in a fraction of its bytes', async () => {
  const { response, stop } = await answered(json(LONG));
  expect(response.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
  expect(await text(response.pipe(createGunzip()))).toBe(LONG);
  stop();
});

it.each([
  ['an answer that fits into a packet', '{"fits":true}', 'gzip'],
  ['a reader who does not take it', LONG, 'br, identity'],
  ['a reader who refuses it', LONG, 'gzip;q=0, identity'],
])('leaves %s as it is', async (_whom, body, takes) => {
  const { response, stop } = await answered(json(body), { takes });
  expect(response.headers['content-encoding']).toBeUndefined();
  expect(await text(response)).toBe(body);
  stop();
});

it('lets each event of a stream leave at once, and none shortens another', async () => {
  let stream: ServerResponse | undefined;
  const { response, stop } = await answered((res) => {
    stream = res;
    res.setHeader('content-type', 'text/event-stream');
    res.write(`data: ${LONG}\n\n`);
  });
  const lengths: number[] = [];
  response.on('data', (part: Buffer) => lengths.push(part.length));
  const events = response.pipe(createGunzip()).setEncoding('utf8')[Symbol.asyncIterator]();
  const upTo = async (end: string) => {
    let read = '';
    while (!read.endsWith(end)) read += (await events.next()).value as string;
    return read;
  };
  expect(await upTo('\n\n')).toBe(`data: ${LONG}\n\n`);
  const [first = 0] = [lengths.reduce((all, each) => all + each, 0)];
  stream?.write(`data: ${LONG}\n\n`);
  expect(await upTo('\n\n')).toBe(`data: ${LONG}\n\n`);
  const second = lengths.reduce((all, each) => all + each, 0) - first;
  expect(second).toBeLessThan(LONG.length / 3);
  expect(Math.abs(second - first)).toBeLessThan(30);
  stop();
});

it('serves the transcript of a visitor compressed, as its stream', async () => {
  await using product = await startProduct({ worker: false });
  const visit = await beginVisit(product);
  const input = encodeURIComponent(JSON.stringify({ conversationId: visit.conversationId }));
  const headers = {
    accept: 'text/event-stream',
    'accept-encoding': 'gzip',
    authorization: `Bearer ${visit.token}`,
  };
  const asked = request(`${product.url}/trpc/visitor.events?input=${input}`, { headers }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  expect(response.headers['content-encoding']).toBe('gzip');
  const first = await once(response.pipe(createGunzip()).setEncoding('utf8'), 'data');
  expect(String(first)).toContain('event: connected');
  asked.destroy();
});
