import { z } from 'zod';
import type { Config } from '../../config.ts';
import type { EventWebhook, ProviderServer } from '../../domain/doctor/provider-checks.ts';

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

/** States in which a mail has arrived at the provider and not been taken by the webhook. */
export const UNPROCESSED = ['failed', 'scheduled', 'queued'] as const;
type ArrivalStatus = (typeof UNPROCESSED)[number] | 'blocked';

export interface Provider {
  /** For people. */
  url: string;
  /** Not Postmark itself: the local mailbox, or whatever else speaks its API. */
  standIn: boolean;
  server(): Promise<ProviderServer>;
  webhooks(): Promise<EventWebhook[]>;
  /** The newest of a state, at most 500, and how many there are. */
  arrivals(status: ArrivalStatus, count?: number): Promise<{ total: number; ids: string[] }>;
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
    arrivals: async (status, count = 500) => {
      const found = await get(`/messages/inbound?count=${count}&offset=0&status=${status}`, arrivals);
      return { total: found.TotalCount, ids: found.InboundMessages.map(({ MessageID }) => MessageID) };
    },
    arrival: (id) => get(`/messages/inbound/${encodeURIComponent(id)}/details`, z.unknown()),
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
  const words = z.object({ Message: z.string() }).safeParse(answer);
  throw new ProviderError(
    response.status,
    words.success ? words.data.Message.slice(0, 300) : `It answered ${response.status}.`,
  );
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `no answer within ${TIMEOUT_MS / 1_000} s.`;
  const cause = error instanceof Error ? error.cause : null;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code === 'ECONNREFUSED' ? 'nobody listens there.' : `the connection failed (${code || 'unknown'}).`;
}

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const trigger = z
  .object({ Enabled: z.boolean() })
  .nullish()
  .transform((value) => value?.Enabled ?? false);

const server = z
  .object({
    Name: text,
    DeliveryType: text,
    InboundHookUrl: text,
    InboundDomain: text,
    InboundAddress: text,
    RawEmailEnabled: z
      .boolean()
      .nullish()
      .transform((value) => value ?? false),
  })
  .transform((value) => ({
    name: value.Name,
    deliveryType: value.DeliveryType,
    inboundHookUrl: value.InboundHookUrl,
    inboundDomain: value.InboundDomain,
    inboundAddress: value.InboundAddress,
    rawEmail: value.RawEmailEnabled,
  }));

const webhook = z
  .object({
    Url: text,
    HttpAuth: z.object({ Password: text }).nullish(),
    Triggers: z.object({ Delivery: trigger, Bounce: trigger, SpamComplaint: trigger }),
  })
  .transform(({ Url, HttpAuth, Triggers }) => ({
    url: Url,
    password: HttpAuth?.Password || null,
    delivery: Triggers.Delivery,
    bounce: Triggers.Bounce,
    spamComplaint: Triggers.SpamComplaint,
  }));

const webhooks = z.object({ Webhooks: z.array(webhook) });
const arrivals = z.object({
  TotalCount: z.coerce.number(),
  InboundMessages: z.array(z.object({ MessageID: z.string().min(1) })),
});
