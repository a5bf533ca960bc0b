import { checksOf, type Check } from './check.ts';
import type { WebhookPlace } from './webhook-address.ts';
import { checkEventWebhook, checkInboundWebhook, type EventWebhook } from './webhook-checks.ts';

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
    checkInboundWebhook(facts, answer.server.inboundHookUrl),
    inboundPlace(facts, answer.server),
    ...rawEmail(facts, answer.server),
    checkEventWebhook(facts, answer.webhooks),
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

const same = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();
