import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAgentSettings } from '../../../db/project/agents.ts';
import { newId } from '../../../domain/ids.ts';
import { cookieOf } from '../../support/people/agent-client.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';

let product: Product;
let cookie: string;

beforeAll(async () => {
  product = await startProduct({ worker: false });
  cookie = await cookieOf(product);
});
afterAll(() => product?.[Symbol.asyncDispose]());

interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** As it is written: `fetch` would tidy the address and forbids some methods and headers. */
function ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}) {
  const { hostname, port } = new URL(product.url);
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>(
    (resolve, reject) => {
      const asked = request({ hostname, port, path, method, headers }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      });
      asked.on('error', reject).end(body);
    },
  );
}

const post = (path: string, headers: Record<string, string>, body: object) =>
  ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie, ...headers },
    body: JSON.stringify(body),
  });

let tries = 0;

const signature = async () => (await readAgentSettings(product.database.db, product.agentId)).signature;

describe('a page of another site that has an agent’s cookie', () => {
  const evil = { origin: 'https://evil.example' };
  const crossSite = { ...evil, 'sec-fetch-site': 'cross-site' };
  const written = { signature: 'written by another site' };

  it.each([
    '/trpc/visitor.begin%2Caccount.save?batch=1',
    '/trpc/visitor.begin%2caccount.save?batch=1',
    '/trpc/visitor.begin%252Caccount.save?batch=1',
    '/trpc/visitor.begin,account.save?batch=1',
    '/trpc/visitor.begin/../account.save',
    '/trpc/visitor.begin/%2e%2e/account.save',
    '/trpc//account.save',
    '/trpc/%61ccount.save',
    '/trpc/visitor.begin\\..\\account.save',
  ])('changes nothing by way of %s', async (path) => {
    for (const headers of [crossSite, evil]) {
      const body = path.includes('batch') ? { 0: { widgetKey: 'none' }, 1: written } : written;
      const answer = await post(path, headers, body);
      expect([403, 404]).toContain(answer.status);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
    expect(await signature()).toBe('');
  });

  it('changes nothing from a browser that says only where the page comes from', async () => {
    for (const origin of ['https://evil.example', 'null', `${product.url}0`, 'http://127.0.0.1'])
      expect((await post('/trpc/account.save', { origin }, written)).status).toBe(403);
    expect(await signature()).toBe('');
  });

  it('stores no file', async () => {
    const path = '/attachments/att_0123456789abcdef0123?conversation=cnv_0123456789abcdef0123&name=a.txt';
    const answer = await ask(path, { method: 'PUT', headers: { cookie, ...evil }, body: 'words' });
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('origin_not_allowed')]);
  });
});

it('lets the inbox itself in, whatever its browser says of itself', async () => {
  const headers: Record<string, string>[] = [
    { origin: product.url },
    { origin: product.url.replace('127.0.0.1', 'localhost') },
    { 'sec-fetch-site': 'same-origin', origin: product.url },
    {},
  ];
  for (const [at, each] of headers.entries()) {
    expect((await post('/trpc/account.save', each, { signature: `Ana ${at}` })).status).toBe(200);
    expect(await signature()).toBe(`Ana ${at}`);
  }
});

it('answers at most ten calls in one request', async () => {
  const batch = (calls: number) => {
    const input = Object.fromEntries(
      Array.from({ length: calls }, (_, at) => [at, { widgetKey: product.widgetKey }]),
    );
    const names = Array.from({ length: calls }, () => 'visitor.project').join(',');
    return ask(`/trpc/${names}?batch=1&input=${encodeURIComponent(JSON.stringify(input))}`);
  };
  expect((await batch(10)).status).toBe(200);
  const refused = await batch(11);
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('bad_input');
  expect(refused.text).not.toContain(product.project.name);
});

it.each([
  ['TRACE', '/'],
  ['DELETE', '/'],
  ['PATCH', '/settings'],
  ['POST', '/'],
  ['PROPFIND', '/'],
  ['POST', '/health'],
  ['TRACE', '/trpc/me'],
  ['DELETE', '/demo'],
  ['PUT', '/webhooks/postmark/inbound'],
  ['GET', '/healthx'],
  ['GET', '/health/'],
  ['GET', '/readyz'],
  ['GET', '/metrics'],
  ['GET', '/demo/other'],
  ['GET', '/widget.json'],
  ['GET', '/widgetx'],
  ['GET', '/remote-images'],
  ['GET', '/webhooks/unknown'],
  ['GET', '/trpc'],
  ['GET', '/.env'],
  ['GET', '/wp-login.php'],
  ['GET', '//evil.example/'],
])('%s %s is nothing here', async (method, path) => {
  const answer = await ask(path, { method });
  expect([404, 405]).toContain(answer.status);
  expect(answer.headers['content-type'] ?? '').not.toContain('html');
});

it('a person whose address leads nowhere reads so, and finds the way back', async () => {
  const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
  const answer = await ask('/nowhere', { headers: { accept } });
  expect(answer).toMatchObject({ status: 404, headers: { 'cache-control': 'no-store' } });
  expect(answer.text).toContain('There is nothing at this address');
  expect(answer.text).toContain('<a href="/">');
});

it('keeps what a procedure or a sign-in answers out of every cache', async () => {
  for (const path of ['/trpc/me', '/trpc/visitor.project', '/api/auth/get-session'])
    expect((await ask(path, { headers: { cookie } })).headers['cache-control']).toBe('no-store');
});

describe('signing in', () => {
  const path = '/api/auth/sign-in/email';
  /** Another account from another network each time: neither is slowed down. */
  const tryOnce = (headers: Record<string, string>) => {
    const form = { email: `nobody${++tries}@example.net`, password: 'a long wrong password' };
    return post(path, { 'x-forwarded-for': `10.0.0.${tries}`, ...headers }, form);
  };

  it.each(['[', 'a b', 'u@v:99999', 'a:99999999'])('is no fault of ours at the host %s', async (host) => {
    for (const headers of [{ host }, { 'x-forwarded-proto': host }]) {
      expect((await ask('/api/auth/get-session', { headers })).status).toBe(200);
      expect((await tryOnce(headers)).status).toBe(401);
    }
  });

  it.each(['content-length', 'transfer-encoding'])(
    'takes no more than a form holds, whether it is announced by %s or not',
    async (announced) => {
      const body = JSON.stringify({ email: 'x'.repeat(100_000), password: '' });
      const size = announced === 'content-length' ? String(body.length) : 'chunked';
      const headers = { 'content-type': 'application/json', [announced]: size };
      expect((await ask(path, { method: 'POST', headers, body })).status).toBe(413);
      expect((await tryOnce({})).status).toBe(401);
    },
  );
});

it('has no page of conversations before the first year', async () => {
  const before = { lastMessageAt: '0000-01-01T00:00:00Z', id: newId('cnv') };
  const input = JSON.stringify({ projectId: product.project.id, lane: 'all', before });
  const path = `/trpc/conversations.list?input=${encodeURIComponent(input)}`;
  expect((await ask(path, { headers: { cookie } })).status).toBe(400);
});

it('takes what is longer than any message from agents only, and waits for nothing of a stranger’s', async () => {
  const { hostname, port } = new URL(product.url);
  const text = 'x'.repeat(900_000);
  const article = { projectId: product.project.id, id: newId('art'), title: 'A', text };
  expect((await post('/trpc/articles.save', {}, article)).status).toBe(200);
  for (const path of ['/trpc/articles.save', '/trpc/visitor.begin']) {
    const headers = { 'content-type': 'application/json', 'content-length': 4_900_000 };
    const unfinished = request({ hostname, port, path, method: 'POST', headers, agent: false });
    unfinished.on('error', () => undefined).write(JSON.stringify(article));
    const answered = new Promise<{ statusCode?: number }>((resolve) => unfinished.once('response', resolve));
    expect([401, 413]).toContain((await answered).statusCode);
    unfinished.destroy();
  }
});
