import { randomUUID } from 'node:crypto';
import { parseAddress, type SentMail } from '../../../mailbox/mail.ts';
import type { Product } from '../stack/product.ts';

type Json = Record<string, unknown>;
const headersOf = (pairs: Record<string, string>) =>
  Object.entries(pairs).map(([Name, Value]) => ({ Name, Value }));

/** What the provider adds to a mail whose sender's domain vouches for it. */
const VERIFIED = { 'X-Spam-Tests': 'DKIM_SIGNED,DKIM_VALID,DKIM_VALID_AU,SPF_PASS' };

/** A customer's mail, as Postmark posts it. */
export function mailTo(
  to: string,
  parts: Json & { text: string; from: string; headers?: Record<string, string> },
): Json {
  const { text, from, headers = {}, ...rest } = parts;
  const id = randomUUID();
  return {
    MessageID: id,
    FromFull: { Email: from, Name: '' },
    ToFull: [{ Email: to, Name: '' }],
    OriginalRecipient: to,
    Subject: 'How do I start it?',
    TextBody: text,
    Headers: headersOf({ ...VERIFIED, 'Message-ID': `<${id}@mail.example.org>`, ...headers }),
    Attachments: [],
    ...rest,
  };
}

/** A mail that left one product, as it arrives at another: every header it was sent with, and the provider's verdict. */
export function relayed(mail: SentMail, keeps: (header: string) => boolean = () => true): Json {
  const from = parseAddress(mail.from);
  const to = parseAddress(mail.to).email;
  const sent = mail.headers.filter(({ Name }) => keeps(Name));
  return {
    ...mailTo(to, { text: mail.text, from: from.email }),
    FromFull: { Email: from.email, Name: from.name },
    Subject: mail.subject,
    ReplyTo: mail.replyTo,
    HtmlBody: mail.html,
    Headers: [...headersOf(VERIFIED), ...sent],
  };
}

/** Posts a mail to the product's webhook. @returns what the product says it did with it. */
export async function postMail(
  product: { url: string; config: { mail: Pick<Product['config']['mail'], 'webhookSecrets'> } },
  json: Json,
): Promise<string> {
  const response = await fetch(`${product.url}/webhooks/postmark/inbound`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`postmark:${product.config.mail.webhookSecrets[0]}`)}` },
    body: JSON.stringify(json),
  });
  const body = (await response.json()) as { result?: string; error?: string };
  return body.result ?? body.error ?? String(response.status);
}
