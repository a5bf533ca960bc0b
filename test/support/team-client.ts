import { createTRPCClient, httpLink } from '@trpc/client';
import type { AppRouter } from '../../api/routers/app.ts';
import { cookieOf } from './agent-cookie.ts';
import type { Product } from './product.ts';

/** An agent without a browser: speaks to the api as the inbox does. */
export async function signInTeam(product: Pick<Product, 'url'>, who?: Parameters<typeof cookieOf>[1]) {
  const headers = { cookie: await cookieOf(product, who) };
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${product.url}/trpc`, headers })] });
}
