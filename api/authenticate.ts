import { toNodeHandler } from 'better-auth/node';
import type { IncomingMessage } from 'node:http';
import { clientAddress } from './http/client-address.ts';
import type { ApiDependencies } from './rpc/context.ts';
import type { Handler } from './http/find-route.ts';
import { respondJson } from './http/respond.ts';
import { WrongTries } from './sign-in/limits/wrong-tries.ts';
import { isWrongAddress } from './http/wrong-address.ts';

/** In bytes. A name, an address and two passwords are far shorter; the library would hold whatever a stranger sends. */
const MAX_BODY = 64_000;

/** Signing in and accounts: better-auth, behind what holds for every request. */
export function authenticate({ auth, config }: Pick<ApiDependencies, 'auth' | 'config'>): Handler {
  const wrong = new WrongTries();
  const handle = toNodeHandler(async (request: Request) => {
    const response = await wrong.check(askedOf(request), () => auth.handler(request));
    // It says only that it failed, and what it fails at is the database.
    return response.status < 500 ? response : Response.json({ error: 'try_again' }, { status: 503 });
  });
  return async (req, res) => {
    res.setHeader('Cache-Control', 'no-store');
    const { publicUrl } = config;
    if (isWrongAddress(req, publicUrl))
      return respondJson(res, 403, { error: 'origin_not_allowed', publicUrl });
    const body = await shortBody(req);
    if (body === 'cut_off') return res.destroy();
    if (body === 'too_large') return respondJson(res, 413, { error: 'too_large' });
    // better-auth counts sign-ins by an address it reads from a header: ours, whatever the client sent.
    req.headers['x-client-address'] = clientAddress(req, config);
    return handle(Object.assign(asAskedAt(publicUrl, req), body), res);
  };
}

const askedOf = ({ url, headers }: Request) => ({
  path: new URL(url).pathname.replace(/^\/api\/auth/, ''),
  network: headers.get('x-client-address') ?? 'unknown',
});

/** What the library makes an address of must be one, and a client may write anything there. */
function asAskedAt(publicUrl: string, req: IncomingMessage): IncomingMessage {
  const { host, protocol } = new URL(publicUrl);
  Object.assign(req.headers, { host, 'x-forwarded-proto': protocol.slice(0, -1) });
  return req;
}

/** The whole body, where the library looks for what was read already. One that is too large flows off unread. */
async function shortBody(req: IncomingMessage): Promise<{ body: string } | 'too_large' | 'cut_off'> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BODY) return 'too_large';
      chunks.push(chunk);
    }
  } catch {
    return 'cut_off';
  }
  return { body: Buffer.concat(chunks).toString() };
}
