import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadPassages } from '../../../db/knowledge/load-passages.ts';
import { newId } from '../../../domain/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { cookieOf, signIn, type AgentClient } from '../../support/people/agent-client.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';

let product: Product;
let client: AgentClient;
let token: string;
const projectOf = () => ({ projectId: product.project.id });

beforeAll(async () => {
  product = await startProduct();
  client = await signIn(product);
  ({ token } = await client.sources.makeToken.mutate(projectOf()));
});
afterAll(() => product?.[Symbol.asyncDispose]());

const call = (method: string, id: string, body?: unknown, bearer = token) =>
  fetch(`${product.url}/api/articles/${id}`, {
    method,
    headers: { authorization: `Bearer ${bearer}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

it('puts an article by the id that another system gave it, once, and takes it away again', async () => {
  const article = {
    title: 'Prices',
    text: 'A lamp costs 40.',
    url: 'https://shop.example/prices',
    audience: 'everyone',
  };
  expect(await (await call('PUT', 'sku/1%2F2', article)).json()).toMatchObject({ written: 'new' });
  expect(await (await call('PUT', 'sku/1%2F2', article)).json()).toMatchObject({ written: 'unchanged' });
  const changed = await call('PUT', 'sku/1%2F2', { ...article, text: 'A lamp costs 45.' });
  const { id } = (await changed.json()) as { id: `art_${string}` };
  expect(await client.articles.versions.query({ ...projectOf(), id })).toMatchObject([{ why: 'api' }]);
  expect(await (await call('DELETE', 'sku/1%2F2')).json()).toEqual({ deleted: true });
  expect(await (await call('DELETE', 'sku/1%2F2')).json()).toEqual({ deleted: false });
});

it('writes one article when the same is put twice at once', async () => {
  const article = { title: 'Twice', text: 'Said twice.' };
  const answers = await Promise.all([call('PUT', 'twice', article), call('PUT', 'twice', article)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  const rows = await client.articles.list.query(projectOf());
  expect(rows.filter(({ title }) => title === 'Twice')).toHaveLength(1);
});

it('refuses a wrong token, a wrong body and an address that runs', async () => {
  expect((await call('PUT', 'a', { title: 'A', text: 'B' }, 'x'.repeat(43))).status).toBe(401);
  expect((await call('PUT', 'a', { title: '' })).status).toBe(400);
  expect((await call('PUT', 'a', { title: 'A', text: 'B', url: 'javascript:alert(1)' })).status).toBe(400);
  expect((await call('PUT', '', { title: 'A', text: 'B' })).status).toBe(400);
});

it('answers nobody from what is off or for agents only, and customers who proved who they are from more', async () => {
  const put = async (audience: string) => {
    const response = await call('PUT', `for-${audience}`, {
      title: audience,
      text: `For ${audience}.`,
      audience,
    });
    return ((await response.json()) as { id: `art_${string}` }).id;
  };
  const [everyone, identified, agents] = [
    await put('everyone'),
    await put('identified'),
    await put('agents'),
  ];
  const reads = async (reader: { identified: boolean }) => {
    const { passages } = await loadPassages(product.database.db, product.project.id, reader);
    return [everyone, identified, agents].map((id) => passages.some(({ articleId }) => articleId === id));
  };
  expect(await reads({ identified: false })).toEqual([true, false, false]);
  expect(await reads({ identified: true })).toEqual([true, true, false]);
  const page = (id: string) => fetch(`${product.url}/articles/${id}`);
  expect([
    (await page(everyone)).status,
    (await page(identified)).status,
    (await page(agents)).status,
  ]).toEqual([200, 404, 404]);
  await client.articles.arrange.mutate({ ...projectOf(), ids: [everyone], enabled: false });
  expect(await reads({ identified: true })).toEqual([false, true, false]);
  expect((await page(everyone)).status).toBe(404);
});

it('shows an article as words: nothing in it runs or is loaded', async () => {
  const text =
    '# Hi\n\n<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) ![p](https://a.example/p.png)';
  const { id } = (await (await call('PUT', 'hostile', { title: '<b>Bold</b>', text })).json()) as {
    id: string;
  };
  const response = await fetch(`${product.url}/articles/${id}`);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  const body = await response.text();
  expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(body).not.toMatch(/<script|<img|href="javascript/);
});

it('reads a file that an admin uploads, and no stranger’s', async () => {
  const id = newId('src');
  const csv = 'question,answer\nHow long does it take?,Five days.\nWhat does it cost?,Nothing.';
  const put = (headers: Record<string, string>) =>
    fetch(`${product.url}/source-files/${id}?project=${product.project.id}&name=faq.csv&folder=FAQ`, {
      method: 'PUT',
      headers,
      body: csv,
    });
  expect((await put({})).status).toBe(401);
  const cookie = await cookieOf(product);
  expect((await put({ cookie, origin: 'https://evil.example' })).status).toBe(403);
  expect((await put({ cookie })).status).toBe(200);
  expect((await put({ cookie })).status).toBe(200);
  await eventually('the file to be read', async () => {
    const [source] = await client.sources.list.query(projectOf());
    return source?.state === 'idle';
  });
  const rows = await client.articles.list.query(projectOf());
  expect(
    rows
      .filter(({ folder }) => folder === 'FAQ')
      .map(({ title }) => title)
      .sort(),
  ).toEqual(['How long does it take?', 'What does it cost?']);
});
