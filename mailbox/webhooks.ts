import { setTimeout as delay } from 'node:timers/promises';
import { parseAddress, type SentMail, type WebhookResult } from './mail.ts';

/** Milliseconds between tries. Postmark's own schedule spans ten hours; whoever sits before this page does not. */
export const RETRIES_MS: readonly number[] = [
  500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 60_000, 60_000, 60_000,
];

/** Posts until the answer is 200, as Postmark does: 403 ends it at once. Tells about every try. */
export async function postWebhook(
  url: string,
  post: {
    secret: string;
    body: unknown;
    retries: readonly number[];
    signal: AbortSignal;
    told(result: WebhookResult): unknown;
  },
): Promise<void> {
  for (let attempt = 0; !post.signal.aborted; attempt++) {
    const { status, words, attention } = await tryPost(url, post);
    const pause = post.retries[attempt];
    const settled = status === 200 || status === 403 || pause === undefined;
    if (post.signal.aborted) return;
    const taken = status === 200;
    post.told({ settled, taken, attention, words: settled || taken ? words : `${words} Trying again.` });
    if (settled) return;
    await delay(pause, undefined, { signal: post.signal, ref: false }).catch(() => undefined);
  }
}

async function tryPost(
  url: string,
  { secret, body, signal }: { secret: string; body: unknown; signal: AbortSignal },
): Promise<{ status: number } & Said> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        Authorization: `Basic ${Buffer.from(`postmark:${secret}`).toString('base64')}`,
        'Content-Type': 'application/json',
        'User-Agent': 'Postmark',
      },
      body: JSON.stringify(body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(120_000)]),
    });
    return { status: response.status, ...readAnswer(response.status, await response.text()) };
  } catch {
    return { status: 0, words: 'Throughline could not be reached.', attention: true };
  }
}

type Said = Required<Pick<WebhookResult, 'words' | 'attention'>>;

function readAnswer(status: number, body: string): Said {
  if (status !== 200) return { words: `Throughline answered ${status}.`, attention: true };
  const result = /"result":"([a-z_]+)"/.exec(body)?.[1] ?? 'taken';
  if (['taken', 'already_taken', 'test_mail'].includes(result))
    return { words: 'Arrived.', attention: false };
  return { words: `Kept in quarantine: ${result.replaceAll('_', ' ')}.`, attention: true };
}

/** What Postmark reports about an accepted mail. Addresses that begin with `bounce` or `complain` do what they say. */
export function eventFor(mail: SentMail): Record<string, unknown> {
  const { email } = parseAddress(mail.to.split(',')[0] ?? '');
  const at = new Date().toISOString();
  const about = {
    MessageID: mail.id,
    ServerID: 1,
    MessageStream: mail.stream,
    Tag: mail.tag,
    Metadata: mail.metadata,
  };
  const failure = {
    ...about,
    ID: Date.parse(mail.at),
    Email: email,
    From: parseAddress(mail.from).email,
    BouncedAt: at,
    Subject: mail.subject,
  };
  if (/^bounce\b/i.test(email)) {
    const Description =
      'The server was unable to deliver your message (ex: unknown user, mailbox not found).';
    return {
      RecordType: 'Bounce',
      Type: 'HardBounce',
      TypeCode: 1,
      Name: 'Hard bounce',
      Description,
      Details: 'smtp;550 5.1.1 No such user',
      Inactive: true,
      CanActivate: true,
      DumpAvailable: false,
      ...failure,
    };
  }
  if (/^complain\b/i.test(email)) {
    const Description = 'The subscriber explicitly marked this message as spam.';
    return {
      RecordType: 'SpamComplaint',
      Type: 'SpamComplaint',
      TypeCode: 100_001,
      Name: 'Spam complaint',
      Description,
      Details: '',
      Inactive: true,
      CanActivate: false,
      DumpAvailable: false,
      ...failure,
    };
  }
  return {
    RecordType: 'Delivery',
    Recipient: email,
    DeliveredAt: at,
    Details: 'Test delivery webhook details',
    ...about,
  };
}
