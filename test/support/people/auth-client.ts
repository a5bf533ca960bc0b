import type { Product } from '../stack/product.ts';

/** A browser as far as signing in is concerned: it keeps cookies, and has a network of its own. */
export class AuthClient {
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly product: Pick<Product, 'url'>,
    readonly network: string,
  ) {}

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async post(path: string, body: object = {}) {
    return this.ask(path, { method: 'POST', body: JSON.stringify(body) });
  }

  async ask(path: string, init: RequestInit = {}) {
    const { url } = this.product;
    const response = await fetch(path.startsWith('http') ? path : `${url}/api/auth${path}`, {
      ...init,
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        origin: url,
        'x-forwarded-for': this.network,
        cookie: this.cookie,
      },
    });
    for (const each of response.headers.getSetCookie()) this.keep(each);
    const text = await response.text();
    const json = (text.startsWith('{') ? JSON.parse(text) : {}) as Record<string, unknown>;
    return { status: response.status, json, location: response.headers.get('location') };
  }

  async signIn(who: { email: string; password: string }) {
    return this.post('/sign-in/email', { email: who.email, password: who.password });
  }

  async isSignedIn(): Promise<boolean> {
    const response = await fetch(`${this.product.url}/trpc/me`, { headers: { cookie: this.cookie } });
    return response.ok;
  }

  private keep(line: string): void {
    const [pair = '', ...rest] = line.split(';');
    const at = pair.indexOf('=');
    const gone = rest.some((each) => /max-age=0/i.test(each));
    if (gone) this.cookies.delete(pair.slice(0, at));
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}
