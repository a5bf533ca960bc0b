import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK, type JWTPayload } from 'jose';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** Whom the provider knows, and what it says of them. */
export interface Person {
  sub: string;
  email: string;
  email_verified: boolean;
  name?: string;
}

type Tokens = Record<string, unknown>;

export const CLIENT = { id: 'throughline', secret: 'a client secret that is long enough' };

/** A real OpenID provider on this machine: whoever comes is signed in as `person` at once. */
export interface OpenIdProvider extends AsyncDisposable {
  issuer: string;
  person: Person;
  /** What it answers at its token endpoint instead; null: the truth. */
  lie: ((tokens: Tokens) => Tokens | Promise<Tokens>) | null;
  /** Answers nothing any more, or again. */
  down: boolean;
  serve(redirectUri: string): Promise<void>;
  /** A token of whatever it is told, with its own signature. */
  sign(claims: JWTPayload): Promise<string>;
  /** From now on it signs with another key, and the old one is gone. */
  rotateKeys(): Promise<void>;
}

export async function startOpenIdProvider(person: Person): Promise<OpenIdProvider> {
  const server = createServer((req, res) => void answer(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let inner: Provider | null = null;
  let redirectUri = '';
  let key: JWK = {};

  const own: OpenIdProvider = {
    issuer,
    person,
    lie: null,
    down: false,
    serve: async (uri) => {
      redirectUri = uri;
      await own.rotateKeys();
    },
    rotateKeys: async () => {
      key = await newKey();
      inner = createProvider({ issuer, redirectUri, key, person: () => own.person });
    },
    sign: async (claims) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', ...(key.kid && { kid: key.kid }) })
        .sign(await importJWK(key, 'RS256')),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (own.down || !inner) return void res.destroy();
    if (req.url?.startsWith('/interaction/')) return finish(inner, own.person, req, res);
    if (req.url === '/token' && own.lie) lieIn(res, own.lie);
    await inner.callback()(req, res);
  }

  return own;
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: crypto.randomUUID() };
}

interface Setup {
  issuer: string;
  redirectUri: string;
  key: JWK;
  person(): Person;
}

function createProvider({ issuer, redirectUri, key, person }: Setup): Provider {
  return new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [key] },
    cookies: { keys: ['a key of the provider’s cookies'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    // As most providers do: what is known of somebody stands in the token itself.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ ...person() }) }),
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
  });
}

/** Its sign-in page and its question whether to pass the address on, both answered yes. */
async function finish(provider: Provider, { sub }: Person, req: IncomingMessage, res: ServerResponse) {
  const { params } = await provider.interactionDetails(req, res);
  const grant = new provider.Grant({ accountId: sub, clientId: String(params['client_id']) });
  grant.addOIDCScope('openid email profile');
  const consent = { grantId: await grant.save() };
  await provider.interactionFinished(req, res, { login: { accountId: sub }, consent });
}

/** Replaces what is about to be answered. */
function lieIn(res: ServerResponse, lie: (tokens: Tokens) => Tokens | Promise<Tokens>): void {
  const end = res.end.bind(res) as (body: string) => ServerResponse;
  res.end = ((body: string | Buffer) => {
    void Promise.resolve(lie(JSON.parse(String(body)) as Tokens)).then((told) => {
      const text = JSON.stringify(told);
      res.setHeader('content-length', Buffer.byteLength(text));
      end(text);
    });
    return res;
  }) as typeof res.end;
}
