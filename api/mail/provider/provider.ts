import type { z } from 'zod';
import type { Config } from '../../../config.ts';
import type { ProviderServer } from '../../../domain/doctor/provider-checks.ts';
import type { EventWebhook } from '../../../domain/doctor/webhook-checks.ts';
import { arrivals, details, refusal, server, webhooks } from './provider-shapes.ts';
import { shorten } from '../../../domain/text/shorten.ts';

const POSTMARK = 'https://api.postmarkapp.com';
/** Somebody waits for the page. */
const TIMEOUT_MS = 8_000;

/** `status` 0: it did not answer. */
export class ProviderError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** States in which a mail has arrived at the provider and not been taken by the webhook: what is given up is oldest. */
export const UNPROCESSED = ['queued', 'scheduled', 'failed'] as const;
type ArrivalStatus = (typeof UNPROCESSED)[number] | 'blocked';

export interface Provider {
  /** For people. */
  url: string;
  /** Not Postmark itself: the local mailbox, or whatever else speaks its API. */
  standIn: boolean;
  server(): Promise<ProviderServer>;
  webhooks(): Promise<EventWebhook[]>;
  /** The newest of a state, at most 500, and how many there are. */
  arrivals(
    status: ArrivalStatus,
    query: { since: Date; count?: number },
  ): Promise<{ total: number; ids: string[] }>;
  /** Complete but for the bytes of attachments, which the provider may leave out. */
  arrival(id: string): Promise<unknown>;
  /** Posts a failed mail to the webhook once more. */
  retry(id: string): Promise<void>;
  send(mail: Record<string, unknown>): Promise<void>;
}

/** What is read of the provider's server besides sending (https://postmarkapp.com/developer). @throws ProviderError */
export function createProvider(mail: Pick<Config['mail'], 'postmarkToken' | 'postmarkUrl'>): Provider {
  const url = (mail.postmarkUrl ?? POSTMARK).replace(/\/$/, '');
  const get = async <Shape extends z.ZodType>(path: string, shape: Shape): Promise<z.output<Shape>> => {
    const parsed = shape.safeParse(await call(`${url}${path}`, { token: mail.postmarkToken }));
    if (parsed.success) return parsed.data;
    throw new ProviderError(200, 'It answered something that is not Postmark’s form.');
  };
  return {
    url,
    standIn: new URL(url).host !== new URL(POSTMARK).host,
    server: () => get('/server', server),
    webhooks: async () => (await get('/webhooks?MessageStream=outbound', webhooks)).Webhooks,
    arrivals: async (status, { since, count = 500 }) => {
      const day = since.toISOString().slice(0, 10);
      const query = `count=${count}&offset=0&status=${status}&fromdate=${day}`;
      const found = await get(`/messages/inbound?${query}`, arrivals);
      return { total: found.TotalCount, ids: found.InboundMessages.map(({ MessageID }) => MessageID) };
    },
    arrival: (id) => get(`/messages/inbound/${encodeURIComponent(id)}/details`, details),
    retry: async (id) => {
      const path = `/messages/inbound/${encodeURIComponent(id)}/retry`;
      await call(`${url}${path}`, { token: mail.postmarkToken, method: 'PUT' });
    },
    send: async (body) => {
      await call(`${url}/email`, { token: mail.postmarkToken, method: 'POST', body });
    },
  };
}

interface Call {
  token: string;
  method?: 'POST' | 'PUT';
  body?: unknown;
}

async function call(url: string, { token, method, body }: Call): Promise<unknown> {
  const response = await fetch(url, {
    method: method ?? 'GET',
    headers: {
      Accept: 'application/json',
      'X-Postmark-Server-Token': token,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw new ProviderError(0, reasonOf(error));
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  const words = refusal.safeParse(answer);
  throw new ProviderError(
    response.status,
    words.success ? shorten(words.data.Message, 300) : `It answered ${response.status}.`,
  );
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `no answer within ${TIMEOUT_MS / 1_000} s.`;
  const cause = error instanceof Error ? error.cause : null;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code === 'ECONNREFUSED' ? 'nobody listens there.' : `the connection failed (${code || 'unknown'}).`;
}
