import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { freePort, isPortFree, requireFreePort } from '../../launcher/system/ports.ts';

const server = createServer();
afterEach(() => void server.close());

test.for(['127.0.0.1', '0.0.0.0', '::'])(
  'a port held on %s is named with its variable and its holder',
  async (host) => {
    server.listen(0, host);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(requireFreePort({ port, variable: 'MAILBOX_PORT' })).rejects.toThrow(
      new RegExp(
        `^Port ${port} is in use by .+ \\(process ${process.pid}\\): .*MAILBOX_PORT=${port + 1} npm start`,
      ),
    );
  },
);

test('a port that was free stays free after asking', async () => {
  const port = await freePort();
  expect(await isPortFree(port)).toBe(true);
  expect(await isPortFree(port)).toBe(true);
});
