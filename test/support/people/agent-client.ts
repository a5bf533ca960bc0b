import { createTRPCClient } from '@trpc/client';
import type { AppRouter } from '../../../api/routers/app.ts';
import { ADMIN, type Product } from '../stack/product.ts';
import { patientLinks } from '../patient-links.ts';

export type AgentClient = ReturnType<typeof agentClient>;

/** A signed-in agent without a browser. */
export async function signIn(
  product: Pick<Product, 'url'>,
  who?: { email: string; password: string },
  from?: string,
) {
  return agentClient(product.url, await cookieOf(product, who, from));
}

/** What a browser would send after signing in; `from`: the network it is in. */
export async function cookieOf(
  product: Pick<Product, 'url'>,
  who: { email: string; password: string } = ADMIN,
  from?: string,
): Promise<string> {
  const response = await fetch(`${product.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: product.url,
      ...(from && { 'x-forwarded-for': from }),
    },
    body: JSON.stringify({ email: who.email, password: who.password }),
  });
  if (!response.ok) throw new Error(`Signing in failed: ${response.status} ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0])
    .join('; ');
}

export function agentClient(url: string, cookie: string) {
  return createTRPCClient<AppRouter>({ links: patientLinks(url, { cookie }) });
}
