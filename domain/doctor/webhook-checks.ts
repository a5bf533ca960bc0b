import { checksOf, type Check } from './check.ts';
import {
  matchWebhook,
  shownWebhookAddress,
  withoutSecret,
  type WebhookMatch,
  type WebhookPlace,
} from './webhook-address.ts';

export interface EventWebhook {
  url: string;
  password: string | null;
  delivery: boolean;
  bounce: boolean;
  spamComplaint: boolean;
}

const { good, attention, broken } = checksOf('provider');

const DIFFERENCES: Record<Exclude<WebhookMatch, 'same'>, string> = {
  missing: 'None is set',
  elsewhere: 'It leads elsewhere',
  no_secret: 'It carries no password',
  wrong_secret: 'Its password is not WEBHOOK_SECRET',
  older_secret: 'It carries an older secret, which is still accepted',
};

const SECRET_HINT = 'The … stands for the rest of WEBHOOK_SECRET, which is not shown here.';

export function checkInboundWebhook(facts: WebhookPlace, address: string): Check {
  const title = 'Inbound webhook';
  const match = matchWebhook('inbound', { address, password: null }, facts);
  if (match === 'same') return good('inbound-webhook', { title, detail: withoutSecret(address) });
  const words = {
    title,
    detail: `${DIFFERENCES[match]}${address ? `: ${withoutSecret(address)}` : ''}.`,
    fix: `In Postmark under Servers → Default Inbound Stream → Settings, set the webhook to ${shownWebhookAddress('inbound', facts)} . ${SECRET_HINT}`,
  };
  return match === 'older_secret' ? attention('inbound-webhook', words) : broken('inbound-webhook', words);
}

export function checkEventWebhook(facts: WebhookPlace, webhooks: readonly EventWebhook[]): Check {
  const title = 'Delivery, bounce and spam complaint webhook';
  const fix = `In Postmark under Servers → Default Transactional Stream → Webhooks, add ${shownWebhookAddress('events', facts)} for Delivery, Bounce and Spam Complaint. ${SECRET_HINT}`;
  const matches = webhooks.map((hook) => ({
    hook,
    match: matchWebhook('events', { address: hook.url, password: hook.password }, facts),
  }));
  const ours = matches.filter(({ match }) => match === 'same' || match === 'older_secret');
  if (ours.length === 0) {
    const near = matches.find(({ match }) => match === 'wrong_secret' || match === 'no_secret');
    const detail = near
      ? `${DIFFERENCES[near.match as 'no_secret']}: ${withoutSecret(near.hook.url)}.`
      : `${webhooks.length === 0 ? 'None is set' : 'None leads here'}: replies stay “Sent”, and nobody hears of a bounce.`;
    return broken('event-webhook', { title, detail, fix });
  }
  const missing = (
    [
      ['Delivery', 'delivery'],
      ['Bounce', 'bounce'],
      ['Spam Complaint', 'spamComplaint'],
    ] as const
  ).filter(([, key]) => !ours.some(({ hook }) => hook[key]));
  if (missing.length > 0)
    return broken('event-webhook', {
      title,
      detail: `It does not tell about ${missing.map(([name]) => name).join(', ')}.`,
      fix,
    });
  if (ours.every(({ match }) => match === 'older_secret'))
    return attention('event-webhook', { title, detail: `${DIFFERENCES.older_secret}.`, fix });
  return good('event-webhook', { title, detail: withoutSecret(ours[0]!.hook.url) });
}
