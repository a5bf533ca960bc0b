import { authWords } from './auth-words.ts';

/** What became of a request about signing in: the answer, or what went wrong as a code and in words. */
export type AuthAnswer =
  { ok: true; body: Record<string, unknown> } | { ok: false; code: string; words: string };

/** Asks the api about signing in; with a body it is a POST. Never throws. */
export async function askAuth(path: string, body?: object): Promise<AuthAnswer> {
  const response = await fetch(`/api/auth${path}`, body && post(body)).catch(() => null);
  const answer = (await response?.json().catch(() => null)) as Record<string, unknown> | null;
  if (response?.ok) return { ok: true, body: answer ?? {} };
  const { code, words } = problemOf(response, answer ?? {});
  return { ok: false, code, words };
}

function post(body: object): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

function problemOf(response: Response | null, answer: Record<string, unknown>) {
  // The api answers so when this page was not opened at the installation's own address.
  if (typeof answer['publicUrl'] === 'string')
    return { code: 'ELSEWHERE', words: elsewhere(answer['publicUrl']) };
  const code = codeOf(response, answer);
  return { code, words: authWords(code, answer['message']) };
}

function codeOf(response: Response | null, { code }: Record<string, unknown>): string {
  if (!response || response.status >= 500) return 'UNREACHABLE';
  if (typeof code === 'string') return code;
  return response.status === 429 ? 'SLOW_DOWN' : 'REFUSED';
}

const elsewhere = (publicUrl: string) =>
  `Nobody can sign in at ${location.origin}. Open ${publicUrl} instead; PUBLIC_URL sets this address.`;
