import { expect, it } from 'vitest';
import { readEvents, type ServerEvent } from '../../widget/chat/event-stream.ts';

async function read(...chunks: Uint8Array[]): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  for await (const event of readEvents(body)) events.push(event);
  return events;
}

const bytes = (text: string) => new TextEncoder().encode(text);
const STREAM =
  'event: connected\ndata: {}\n\n\ndata: {"a":"ü 👍"}\nid: 7\n\n\n: a comment\nevent: ping\ndata: \n\n';
const EVENTS = [
  { name: 'connected', data: '{}', id: null },
  { name: 'message', data: '{"a":"ü 👍"}', id: '7' },
  { name: 'ping', data: '', id: null },
];

it('reads the events of a stream', async () => {
  expect(await read(bytes(STREAM))).toEqual(EVENTS);
  expect(await read(bytes(STREAM.replaceAll('\n', '\r\n')))).toEqual(EVENTS);
});

it('reads the same events wherever the network cuts them, also inside a character', async () => {
  const all = bytes(STREAM);
  for (let cut = 1; cut < all.length; cut++)
    expect(await read(all.slice(0, cut), all.slice(cut))).toEqual(EVENTS);
  expect(await read(...Array.from(all, (byte) => Uint8Array.of(byte)))).toEqual(EVENTS);
});

it('drops an event whose end never came', async () => {
  expect(await read(bytes('data: whole\n\ndata: ha'))).toEqual([
    { name: 'message', data: 'whole', id: null },
  ]);
});

it('joins the lines of one event', async () => {
  expect(await read(bytes('data: one\ndata: two\n\n'))).toMatchObject([{ data: 'one\ntwo' }]);
});
