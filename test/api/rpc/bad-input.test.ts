import { afterAll, beforeAll, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { projects } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';

let product: Product;
let visit: Awaited<ReturnType<typeof beginVisit>>;

beforeAll(async () => {
  product = await startProduct({ worker: false });
  visit = await beginVisit(product);
});
afterAll(() => product?.[Symbol.asyncDispose]());

async function post(path: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${product.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${visit.token}`, ...headers },
    body,
  });
  const text = await response.text();
  expect(text).not.toMatch(/\bat .+:\d+:\d+|node_modules|\.ts\b/);
  return { status: response.status, refusal: /"refusal":"(\w+)"/.exec(text)?.[1] };
}

const message = (text: string) =>
  JSON.stringify({ conversationId: visit.conversationId, id: newId('msg'), text, page: null });

it('refuses an empty message and one of 100 KB with a code', async () => {
  expect(await post('/trpc/visitor.send', message('   '))).toEqual({ status: 400, refusal: 'bad_input' });
  expect(await post('/trpc/visitor.send', message('x'.repeat(100_000)))).toEqual({
    status: 400,
    refusal: 'bad_input',
  });
});

it('refuses what is no JSON, a foreign shape, and a body beyond the limit', async () => {
  expect(await post('/trpc/visitor.send', '{"conversationId":')).toEqual({
    status: 400,
    refusal: 'bad_input',
  });
  expect(await post('/trpc/visitor.send', '[]')).toEqual({ status: 400, refusal: 'bad_input' });
  expect((await post('/trpc/visitor.send', message('x'.repeat(6_000_000)))).status).toBe(413);
});

it('refuses an unknown project key', async () => {
  const body = JSON.stringify({ widgetKey: 'pk_nobody' });
  expect(await post('/trpc/visitor.begin', body)).toEqual({ status: 404, refusal: 'unknown_project' });
});

it('shows the widget on allowed sites only, and on any when none is named', async () => {
  const { db } = product.database;
  const allow = (allowedOrigins: string[]) =>
    db.update(projects).set({ allowedOrigins }).where(eq(projects.id, product.project.id));
  const begin = (origin: string) =>
    post('/trpc/visitor.begin', JSON.stringify({ widgetKey: product.project.widgetKey }), { origin });
  expect((await begin('https://anywhere.example')).status).toBe(200);
  await allow(['https://shop.example']);
  expect(await begin('https://anywhere.example')).toEqual({ status: 403, refusal: 'origin_not_allowed' });
  expect((await begin('https://shop.example')).status).toBe(200);
  await allow([]);
});

it('lets other sites call the widget’s procedures and no others', async () => {
  const preflight = (path: string) =>
    fetch(`${product.url}${path}`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'sec-fetch-site': 'cross-site',
      },
    });
  expect((await preflight('/trpc/visitor.send')).headers.get('access-control-allow-origin')).toBe(
    'https://shop.example',
  );
  const other = await preflight('/trpc/conversations.close');
  expect(other.status).toBe(403);
  expect(other.headers.get('access-control-allow-origin')).toBeNull();
});

it('accepts a message while no worker runs, once, however often it is sent', async () => {
  const body = message('Is anybody there?');
  for (let times = 0; times < 3; times++) expect((await post('/trpc/visitor.send', body)).status).toBe(200);
  const handle = product.client.workflow.getHandle(`conversation/${visit.conversationId}`);
  const { historyLength } = await handle.describe();
  expect(historyLength).toBeGreaterThanOrEqual(4);
});

it('slows down a visitor who writes like a script', async () => {
  const fast = await beginVisit(product);
  const all = await Promise.allSettled(
    Array.from({ length: 30 }, (_, index) => fast.say(`Message ${index}`)),
  );
  const refused = all.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
  expect(refused.length).toBeGreaterThan(0);
  for (const words of refused) expect(words).toContain('very fast');
});

it('answers paths nobody knows without a stack', async () => {
  expect((await post('/trpc/nobody.knows', '{}')).status).toBe(404);
  const response = await fetch(`${product.url}/webhooks/unknown`);
  expect(response.status).toBeLessThan(500);
});
