import type { IncomingMessage } from 'node:http';
import { createContentLifter } from '../lifting/lift-contents.ts';
import type { LiftedContent } from '../lifting/lifted-content.ts';

export type Body = { text: string; contents: LiftedContent[] } | { refused: 'too_large' | 'cut_off' };

/** Reads a request's body up to a number of bytes. A larger one is not kept, but flows off, so that its sender reads the answer. */
export async function readBody(req: IncomingMessage, maxBytes: number): Promise<Body> {
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) return { refused: 'too_large' };
  const lifter = createContentLifter();
  let size = 0;
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) return { refused: 'too_large' };
      lifter.write(chunk);
    }
  } catch {
    return { refused: 'cut_off' };
  }
  return lifter.end();
}
