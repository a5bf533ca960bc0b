import { checksOf, type Check } from './check.ts';
import {
  matchWebhook,
  shownWebhookAddress,
  withoutSecret,
  type WebhookMatch,
  type WebhookPlace,
} from './webhook-address.ts';

/** What the provider says its server is set to do. */
export interface ProviderServer {
  name: string;
  /** `Sandbox` delivers nothing. */
  deliveryType: string;
  inboundHookUrl: string;
  inboundDomain: string;
  inboundAddress: string;
  rawEmail: boolean;
}

export interface EventWebhook {
  url: string;
  password: string | null;
  delivery: boolean;
  bounce: boolean;
  spamComplaint: boolean;
}

export type ProviderAnswer =
  | { is: 'answered'; server: ProviderServer; webhooks: readonly EventWebhook[] }
  | { is: 'refused' }
  | { is: 'unreachable'; why: string };

export interface ProviderFacts extends WebhookPlace {
  answer: ProviderAnswer;
  /** Where the provider's API is, for people. */
  apiUrl: string;
  inboundDomain: string | null;
  inboundAddress: string | null;
}

const { good, attention, broken } = checksOf('provider');

export function checkProvider(facts: ProviderFacts): Check[] {
  const { answer } = facts;
  if (answer.is !== 'answered') return [unanswered(facts, answer)];
  return [
    token(facts, answer.server),
    inboundWebhook(facts, answer.server),
    inboundPlace(facts, answer.server),
    ...rawEmail(facts, answer.server),
    eventWebhook(facts, answer.webhooks),
  ];
}

function unanswered({ apiUrl }: ProviderFacts, answer: Exclude<ProviderAnswer, { is: 'answered' }>): Check {
  const title = 'The mail provider answers';
  if (answer.is === 'refused')
    return broken('server', {
      title,
      detail: `${apiUrl} does not accept the server token.`,
      fix: 'Copy the token from Postmark (Servers → your server → API Tokens) into POSTMARK_SERVER_TOKEN, and restart.',
    });
  return broken('server', {
    title,
    detail: `${apiUrl} cannot be reached: ${answer.why}`,
    fix: 'Check POSTMARK_API_URL and this machine’s way to the internet. Replies wait up to a day and then fail.',
  });
}

function token({ apiUrl }: ProviderFacts, server: ProviderServer): Check {
  const title = 'The mail provider answers';
  if (server.deliveryType.toLowerCase() === 'sandbox')
    return attention('server', {
      title,
      detail: `The server “${server.name}” is a sandbox: it accepts mail and delivers none.`,
      fix: 'Use the token of a live server once you are done trying.',
    });
  return good('server', { title, detail: `The server “${server.name}” at ${apiUrl}.` });
}

const DIFFERENCES: Record<Exclude<WebhookMatch, 'same'>, string> = {
  missing: 'None is set',
  elsewhere: 'It leads elsewhere',
  no_secret: 'It carries no password',
  wrong_secret: 'Its password is not WEBHOOK_SECRET',
  older_secret: 'It carries an older secret, which is still accepted',
};

const SECRET_HINT = 'The … stands for the rest of WEBHOOK_SECRET, which is not shown here.';

function inboundWebhook(facts: ProviderFacts, server: ProviderServer): Check {
  const title = 'Inbound webhook';
  const address = server.inboundHookUrl;
  const match = matchWebhook('inbound', { address, password: null }, facts);
  if (match === 'same') return good('inbound-webhook', { title, detail: withoutSecret(address) });
  const words = {
    title,
    detail: `${DIFFERENCES[match]}${address ? `: ${withoutSecret(address)}` : ''}.`,
    fix: `In Postmark under Servers → Default Inbound Stream → Settings, set the webhook to ${shownWebhookAddress('inbound', facts)} . ${SECRET_HINT}`,
  };
  return match === 'older_secret' ? attention('inbound-webhook', words) : broken('inbound-webhook', words);
}

function inboundPlace(facts: ProviderFacts, server: ProviderServer): Check {
  const title = 'Where answers arrive';
  const { inboundAddress } = facts;
  if (inboundAddress && !inboundAddress.startsWith('*@')) {
    if (same(server.inboundAddress, inboundAddress))
      return good('inbound-domain', { title, detail: `${inboundAddress}, the server’s own address.` });
    return broken('inbound-domain', {
      title,
      detail: `INBOUND_ADDRESS is ${inboundAddress}, the server’s address is ${server.inboundAddress || 'not set'}.`,
      fix: `Set INBOUND_ADDRESS=${server.inboundAddress || 'to what Postmark shows for the inbound stream'}, and restart.`,
    });
  }
  const domain = facts.inboundDomain ?? inboundAddress?.slice(2) ?? '';
  if (same(server.inboundDomain, domain))
    return good('inbound-domain', { title, detail: `Everything at ${domain}.` });
  return broken('inbound-domain', {
    title,
    detail: `Answers are asked for at ${domain}; the server’s inbound domain is ${server.inboundDomain || 'not set'}.`,
    fix: `In Postmark under Servers → Default Inbound Stream → Settings, set the inbound domain to ${domain}.`,
  });
}

/** A stand-in has no switch for it. */
function rawEmail({ standIn }: ProviderFacts, server: ProviderServer): Check[] {
  if (standIn && !server.rawEmail) return [];
  const title = 'Raw mail in the webhook';
  if (server.rawEmail)
    return [good('raw-email', { title, detail: 'Signatures are checked on the mail itself.' })];
  return [
    attention('raw-email', {
      title,
      detail: 'It is off: senders are judged by the headers Postmark adds, and the raw mail cannot be shown.',
      fix: 'In Postmark under Default Inbound Stream → Settings, switch on “Include raw email content in JSON payload”.',
    }),
  ];
}

function eventWebhook(facts: ProviderFacts, webhooks: readonly EventWebhook[]): Check {
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

const same = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();
