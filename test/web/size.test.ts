import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { serveInbox } from '../../api/http/static-files.ts';

const folder = fileURLToPath(new URL('../../dist/web/', import.meta.url));

/** What a browser loads before the inbox is there, as a server sends it: what the page itself names. */
const FIRST_LOAD_LIMIT = 130 * 1_024;

it('loads the inbox with less than 130 KB', () => {
  expect(existsSync(`${folder}index.html`), 'the inbox is built (npm run build)').toBe(true);
  const page = readFileSync(`${folder}index.html`, 'utf8');
  const files = [...page.matchAll(/assets\/([^"]+\.(?:js|css))"/g)].map(([, name]) => name ?? '');
  const bytes = files.reduce(
    (sum, name) => sum + gzipSync(readFileSync(`${folder}assets/${name}`)).length,
    0,
  );
  console.log(`inbox, first load: ${bytes} bytes gzipped`);
  expect(files.length).toBeGreaterThanOrEqual(2);
  expect(bytes).toBeLessThanOrEqual(FIRST_LOAD_LIMIT);
});

it('sends its files compressed to whoever takes them so', async () => {
  const server = createServer((req, res) => serveInbox()(req, res, () => res.writeHead(404).end()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const script = readdirSync(`${folder}assets`).find((name) => name.endsWith('.js'))!;
  const ask = async (encoding: string) => {
    const { port } = server.address() as AddressInfo;
    const headers = { 'accept-encoding': encoding };
    const response = await fetch(`http://127.0.0.1:${port}/assets/${script}`, { headers });
    const { headers: got } = response;
    const text = await response.text();
    return { encoding: got.get('content-encoding'), type: got.get('content-type'), text };
  };
  try {
    const plain = await ask('identity');
    expect(plain.encoding).toBeNull();
    expect(await ask('gzip, deflate, br')).toEqual({ ...plain, encoding: 'br' });
    expect(await ask('gzip')).toEqual({ ...plain, encoding: 'gzip' });
  } finally {
    server.close();
  }
});
