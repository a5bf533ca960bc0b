import type { Config } from '../../config.ts';

export type Endpoint = NonNullable<Config['model']>;

/** Bytes. The longest lists of models have some hundred kilobytes. */
const MAX_ANSWER = 2_000_000;

const UNREACHED =
  'The endpoint could not be reached. See that it runs, and that LLM_BASE_URL names it as this server reaches it.';
const UNREADABLE = 'The endpoint sent something unreadable. Check LLM_BASE_URL: most end in /v1.';

/** `refusal`: the endpoint's own words, to learn from. */
export type Called = { value: unknown } | { problem: string; refusal: string | null };

/** Never throws: what went wrong is said in words. */
export async function callEndpoint(
  { baseUrl, apiKey }: Endpoint,
  path: string,
  { timeoutMs, body }: { timeoutMs: number; body?: unknown },
): Promise<Called> {
  const fail = (problem: string, refusal: string | null = null) => ({ problem, refusal });
  try {
    const response = await fetch(`${baseUrl.replace(/\/+$/, '')}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${apiKey || 'none'}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      // The key must not follow to somewhere else.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await readUpTo(response, MAX_ANSWER);
    if (text === null) return fail('The endpoint sent more than can be read.');
    if (!response.ok)
      return fail(wordsOf(response.status), response.status < 500 && response.status !== 401 ? text : null);
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError) return fail(UNREADABLE);
    if ((error as Error).name === 'TimeoutError')
      return fail('The endpoint did not answer in time. Ask again, or see what keeps it busy.');
    return fail(UNREACHED);
  }
}

function wordsOf(status: number): string {
  if (status === 401 || status === 403) return `The endpoint refused the key (${status}). Check LLM_API_KEY.`;
  if (status === 404) return 'The endpoint does not know this (404). Check the model and LLM_BASE_URL.';
  if (status === 429) return 'The endpoint says that it was asked too often (429). Try again later.';
  if (status >= 500)
    return `The endpoint has a fault of its own (${status}). Ask again, or look into its own log.`;
  return `The endpoint answered with an error (${status}).`;
}

async function readUpTo(response: Response, most: number): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of response.body ?? []) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > most) return null;
  }
  return text;
}
