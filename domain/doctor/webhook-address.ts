import { shorten } from '../text/shorten.ts';

/** What a webhook's address must say, in the installation's own words. */
export interface WebhookPlace {
  publicUrl: string;
  /** Newest first. */
  secrets: readonly string[];
  /** The local mailbox or another stand-in, which may reach the api by another name of the same machine. */
  standIn: boolean;
}

const WEBHOOK_PATHS = {
  inbound: '/webhooks/postmark/inbound',
  events: '/webhooks/postmark/events',
} as const;
type WebhookName = keyof typeof WEBHOOK_PATHS;

/** The address to enter at the provider, with a secret that is known and not shown. */
export function shownWebhookAddress(name: WebhookName, { publicUrl, secrets }: WebhookPlace): string {
  const url = new URL(publicUrl);
  return `${url.protocol}//postmark:${shownSecret(secrets[0] ?? '')}@${url.host}${WEBHOOK_PATHS[name]}`;
}

/** Enough to tell two secrets apart, too little to use. */
function shownSecret(secret: string): string {
  return `${secret.slice(0, 3)}…${secret.slice(-2)}`;
}

/** How an address at the provider differs from ours. */
export type WebhookMatch = 'same' | 'older_secret' | 'missing' | 'elsewhere' | 'no_secret' | 'wrong_secret';

/** `password` stands beside the address where the provider keeps them apart. */
export function matchWebhook(
  name: WebhookName,
  { address, password }: { address: string; password: string | null },
  place: WebhookPlace,
): WebhookMatch {
  if (!address) return 'missing';
  if (!URL.canParse(address)) return 'elsewhere';
  const url = new URL(address);
  if (url.pathname !== WEBHOOK_PATHS[name] || !sameHost(url, place)) return 'elsewhere';
  const given = password || decodeURIComponent(url.password);
  if (!given) return 'no_secret';
  const index = place.secrets.indexOf(given);
  if (index < 0) return 'wrong_secret';
  return index === 0 ? 'same' : 'older_secret';
}

function sameHost(url: URL, { publicUrl, standIn }: WebhookPlace): boolean {
  const own = new URL(publicUrl);
  if (url.host === own.host && url.protocol === own.protocol) return true;
  return isLoopback(url) && (standIn || (isLoopback(own) && url.port === own.port));
}

export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}

/** An address for people: whatever stands as its password is not shown. */
export function withoutSecret(address: string): string {
  if (!URL.canParse(address)) return shorten(address, 200);
  const url = new URL(address);
  const user = url.username && `${url.username}${url.password ? ':…' : ''}@`;
  return shorten(`${url.protocol}//${user}${url.host}${url.pathname}`, 200);
}
