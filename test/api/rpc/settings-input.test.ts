import { TRPCClientError } from '@trpc/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AppRouter } from '../../../api/routers/app.ts';
import { ADMIN, type Product } from '../../support/stack/product.ts';
import { signIn, type AgentClient } from '../../support/people/agent-client.ts';
import { startProduct } from '../../support/stack/start-product.ts';

let product: Product;
let agent: AgentClient;

beforeAll(async () => {
  product = await startProduct({ worker: false });
  agent = await signIn(product);
});
afterAll(() => product?.[Symbol.asyncDispose]());

/** Saves the settings with some of them changed; @returns what was refused, and at which field. */
async function save(change: object) {
  const projectId = product.project.id;
  const settings = await agent.settings.get.query({ projectId });
  try {
    await agent.settings.save.mutate({ ...settings, ...change, projectId });
    return null;
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    return { words: error.message, field: (error as TRPCClientError<AppRouter>).data?.field };
  }
}

const sites = async () => (await agent.settings.get.query({ projectId: product.project.id })).allowedOrigins;

async function mayShow(origin: string): Promise<boolean> {
  const body = JSON.stringify({ widgetKey: product.widgetKey });
  const headers = { 'content-type': 'application/json', origin };
  const response = await fetch(`${product.url}/trpc/visitor.begin`, { method: 'POST', headers, body });
  return response.ok;
}

it('refuses what is no site in words and names the field, and keeps what there was', async () => {
  expect(await save({ allowedOrigins: ['https://good.example', 'www.example.com'] })).toEqual({
    words: '“www.example.com”: a site begins with https://. Write https://www.example.com.',
    field: 'allowedOrigins',
  });
  const cut = await save({ allowedOrigins: ['https://www.example.com/shop'] });
  expect(JSON.stringify(cut)).toContain('not a part of it');
  expect(await sites()).toEqual([]);
});

it('lets a wildcard in, and then every subdomain and nothing else', async () => {
  expect(await save({ allowedOrigins: ['https://*.Example.com', 'https://*.example.com'] })).toBeNull();
  expect(await sites()).toEqual(['https://*.example.com']);
  expect(await mayShow('https://shop.example.com')).toBe(true);
  expect(await mayShow('https://example.com')).toBe(false);
  expect(await mayShow('null')).toBe(false);
  expect(await save({ allowedOrigins: ['null'] })).toBeNull();
  expect(await mayShow('null')).toBe(true);
});

it('says at each field what is wrong with it, in words for people', async () => {
  expect(await save({ name: ' ' })).toEqual({ words: 'Give the project a name.', field: 'name' });
  expect(await save({ supportAddress: 'nobody' })).toEqual({
    words: 'Write it like name@example.com.',
    field: 'supportAddress',
  });
  expect(await save({ greeting: 'x'.repeat(301) })).toEqual({
    words: 'At most 300 characters.',
    field: 'greeting',
  });
  expect(await save({ undoSeconds: 500 })).toEqual({ words: 'At most 120.', field: 'undoSeconds' });
});

it('says that an address is not the installation’s, instead of blaming the password', async () => {
  const signInAt = (origin: string) =>
    fetch(`${product.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ email: ADMIN.email, password: ADMIN.password }),
    });
  const elsewhere = await signInAt('http://192.0.2.2:3310');
  expect([elsewhere.status, await elsewhere.json()]).toEqual([
    403,
    { error: 'origin_not_allowed', publicUrl: product.url },
  ]);
  expect((await signInAt(product.url.replace('127.0.0.1', 'localhost'))).status).toBe(200);
});
