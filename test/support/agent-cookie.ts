import { ADMIN, type Product } from './product.ts';

/** What a browser would send after signing in. */
export async function cookieOf(
  product: Pick<Product, 'url'>,
  who: { email: string; password: string } = ADMIN,
): Promise<string> {
  const response = await fetch(`${product.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: product.url },
    body: JSON.stringify({ email: who.email, password: who.password }),
  });
  if (!response.ok) throw new Error(`Signing in failed: ${response.status} ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0])
    .join('; ');
}
