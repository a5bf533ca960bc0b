import { createTRPCClient, httpLink } from '@trpc/client';
import type { AppRouter } from '../../api/routers/app.ts';
import { ADMIN, type Product } from './product.ts';

export type AgentClient = ReturnType<typeof agentClient>;

/** A signed-in agent without a browser. */
export async function signIn(product: Pick<Product, 'url'>, who: { email: string; password: string } = ADMIN) {
  const response = await fetch(`${product.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: product.url },
    body: JSON.stringify({ email: who.email, password: who.password }),
  });
  if (!response.ok) throw new Error(`Signing in failed: ${response.status} ${await response.text()}`);
  const cookie = response.headers.getSetCookie().map((each) => each.split(';', 1)[0]).join('; ');
  return agentClient(product.url, cookie);
}

function agentClient(url: string, cookie: string) {
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/trpc`, headers: { cookie } })] });
}
