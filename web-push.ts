import type { RequestDetails } from 'web-push';
import type { PushPayload } from './domain/notices/push-payload.ts';
import type { PostOutcome, PostOutside } from './post-outside.ts';

/** What names this installation to push services (RFC 8292). */
export interface VapidKeys {
  publicKey: string;
  privateKey: string;
}

export interface Subscription {
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** A notice that is older than this is better read in the inbox. In seconds. */
const TTL = 3_600;

/** Loaded when something is pushed: most installations never do. */
const library = async () => (await import('web-push')).default;

export const newVapidKeys = async (): Promise<VapidKeys> => (await library()).generateVAPIDKeys();

/** Encrypted for one browser (RFC 8291); the push service that carries it reads none of it. */
export async function pushTo(
  outside: PostOutside,
  {
    to,
    payload,
    keys,
    contact,
  }: { to: Subscription; payload: PushPayload; keys: VapidKeys; contact: string },
): Promise<PostOutcome> {
  const details = await encrypted(to, payload, { subject: contact, ...keys });
  if (!details) return NO_KEYS;
  const headers = Object.fromEntries(
    Object.entries(details.headers as Record<string, string | number>).map(([name, value]) => [
      name,
      String(value),
    ]),
  );
  return outside.post({ url: to.endpoint, headers, body: details.body as Buffer });
}

const NO_KEYS: PostOutcome = {
  ...{ taken: false, status: null, certain: true, again: false },
  problem: 'This browser’s keys are none. Turn notices off and on again there.',
};

/** Null: nothing can be encrypted for keys that no browser made. */
async function encrypted(
  { endpoint, p256dh, auth }: Subscription,
  payload: PushPayload,
  vapidDetails: VapidKeys & { subject: string },
): Promise<RequestDetails | null> {
  const to = { endpoint, keys: { p256dh, auth } };
  const webPush = await library();
  try {
    return webPush.generateRequestDetails(to, JSON.stringify(payload), {
      TTL,
      urgency: 'high',
      vapidDetails,
    });
  } catch {
    return null;
  }
}

/** The service knows the browser no more: it was turned off there, or is gone. */
export const isForgotten = (outcome: PostOutcome): boolean =>
  !outcome.taken && (outcome.status === 404 || outcome.status === 410);

/** Who a push service writes to when it has a complaint (RFC 8292, 2.1). */
export const contactOf = (publicUrl: string, supportAddress: string): string =>
  publicUrl.startsWith('https:') ? publicUrl : `mailto:${supportAddress}`;
