import { request } from 'node:http';

/** An event stream as a client of its own holds it. */
export interface OpenedStream {
  /** Updates that came so far. */
  events(): number;
  ended(): boolean;
  /** The code it ended with, or null. */
  refusal(): string | null;
  close(): void;
}

/** Opens one and waits for its head. Refusals before it began count as well. */
export function openStream(
  url: string,
  path: string,
  input: object,
  headers: Record<string, string>,
): Promise<OpenedStream> {
  const address = `${url}/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`;
  return new Promise((resolve, reject) => {
    const asked = request(address, { headers: { accept: 'text/event-stream', ...headers } }, (response) => {
      let text = '';
      let ended = false;
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      for (const end of ['end', 'close', 'error'] as const) response.on(end, () => (ended = true));
      resolve({
        events: () => text.match(/^data: \{"type":/gm)?.length ?? 0,
        ended: () => ended || /^event: (serialized-error|return)/m.test(text),
        refusal: () => /"refusal":"(\w+)"/.exec(text)?.[1] ?? null,
        close: () => asked.destroy(),
      });
    });
    asked.on('error', reject).end();
  });
}
