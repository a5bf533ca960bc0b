import type { IncomingMessage } from 'node:http';
import { StringDecoder } from 'node:string_decoder';

export type Body = { text: string } | { refused: 'too_large' | 'cut_off' };

/** Reads a request's body up to a number of bytes. A larger one is not kept, but flows off, so that its sender reads the answer. */
export async function readBody(req: IncomingMessage, maxBytes: number): Promise<Body> {
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) return { refused: 'too_large' };
  const decoder = new StringDecoder('utf8');
  let text = '';
  let size = 0;
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) return { refused: 'too_large' };
      text += decoder.write(chunk);
    }
  } catch {
    return { refused: 'cut_off' };
  }
  return { text: text + decoder.end() };
}
