import type { IncomingMessage, ServerResponse } from 'node:http';

/** Postmark takes 50 MB in one batch. */
const MAX_BYTES = 50_000_000;

/** The body's text; null when it is larger than the API takes. */
export async function readText(req: IncomingMessage): Promise<string | null> {
  return (await readBytes(req))?.toString('utf8') ?? null;
}

/** The body; null when it is larger than the API takes. */
export async function readBytes(req: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
