import { ServerClient } from 'postmark';
import type { Config } from '../../config.ts';

/** Seconds. Two calls fit into one attempt of the activity: a look-up and the send that follows it. */
const TIMEOUT = 12;

/** The name did not resolve or nobody listened: nothing of the request left this machine. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const NOT_CONNECTED = 'not connected: ';

/** The provider's client: Postmark itself, or whatever speaks its API at `postmarkUrl`. It never retries on its own. */
export function createPostmark(
  mail: Pick<Config['mail'], 'postmarkToken' | 'postmarkUrl'>,
  timeout: number = TIMEOUT,
): ServerClient {
  const url = mail.postmarkUrl ? new URL(mail.postmarkUrl) : null;
  return new ServerClient(mail.postmarkToken, {
    timeout,
    fetch: fetchOrSayWhy,
    ...(url && {
      requestHost: url.host + url.pathname.replace(/\/$/, ''),
      useHttps: url.protocol === 'https:',
    }),
  });
}

/** Whether an error of the client means that the request certainly did not reach the provider. */
export function neverConnected(error: Error): boolean {
  return error.message.startsWith(NOT_CONNECTED);
}

/** The client keeps an error's message and drops its cause, which alone tells a refused connection from a cut one. */
async function fetchOrSayWhy(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(input, init);
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    throw NEVER_CONNECTED.has(code) ? new Error(NOT_CONNECTED + code) : error;
  }
}
