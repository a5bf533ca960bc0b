import { once, EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Takes every mail at once and does nothing with it: what is measured is the product. */
export async function startMailProvider() {
  const taken = new EventEmitter();
  let count = 0;
  const answer = () => ({ MessageID: String(++count), ErrorCode: 0, Message: 'OK' });
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString() || 'null') as unknown;
      const answers = Array.isArray(body) ? body.map(answer) : answer();
      res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answers));
      taken.emit('taken');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Resolves when so many mails more have been taken. */
    next: async (mails: number) => {
      const until = count + mails;
      while (count < until) await once(taken, 'taken');
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
