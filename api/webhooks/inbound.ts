import type { IncomingMessage, ServerResponse } from 'node:http';
import { beginByMail } from '../../db/begin-by-mail.ts';
import {
  markSignalled,
  quarantineEmail,
  storeInboundEmail,
  type InboundEmail,
} from '../../db/inbound-emails.ts';
import { Refusal } from '../../domain/errors.ts';
import { newId, siblingId, type ConversationId, type EmailId } from '../../domain/ids.ts';
import { extractReply } from '../../domain/reply-extraction.ts';
import { storableJson } from '../../domain/storable-text.ts';
import { judgeMail } from './judge-mail.ts';
import { mailText } from './mail-text.ts';
import { postmarkInbound, toInboundMail, type PostmarkInbound } from './postmark-inbound.ts';
import { takeTestMail } from './take-test-mail.ts';
import { createWebhook, type WebhookDependencies } from './webhook.ts';

/** Postmark takes attachments of 35 MB in all, which base64 makes a third larger; the bodies come on top. */
const MAX_BYTES = 60_000_000;

/** Takes the mail that customers send: stored first, then told to its conversation or kept in quarantine, then answered 200. */
export function createInboundWebhook(
  deps: WebhookDependencies,
): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  return createWebhook(deps, { maxBytes: MAX_BYTES, shape: postmarkInbound, take: createIntake(deps) });
}

/** What becomes of an arrived mail, whether the webhook brought it or it was fetched. The same mail again changes nothing. */
export function createIntake(
  deps: WebhookDependencies,
): (json: PostmarkInbound) => Promise<{ result: string }> {
  const signalOnce = singleFlight<EmailId, { result: string }>();
  return async (json) => {
    const test = await takeTestMail(deps, json);
    if (test) return test;
    const email = await store(deps, json);
    const { id, conversationId, quarantine, signalledAt } = email;
    if (quarantine || !conversationId) return { result: quarantine ?? 'no_match' };
    if (signalledAt) return { result: 'already_taken' };
    return signalOnce(id, () => signal(deps, email, conversationId));
  };
}

async function store(deps: WebhookDependencies, json: PostmarkInbound): Promise<InboundEmail> {
  const mail = toInboundMail(json);
  const { begins, ...judged } = await judgeMail(deps.db, mail, deps.mail);
  const { reply, quoted } = extractReply({ text: mailText(mail) });
  const stored = await storeInboundEmail(deps.db, {
    ...judged,
    id: newId('eml'),
    providerId: mail.providerId,
    rfcMessageId: mail.messageId,
    fromEmail: mail.from?.email ?? '',
    fromName: mail.from?.name ?? '',
    subject: mail.subject,
    replyText: reply,
    quotedText: quoted,
    html: mail.html || null,
    payload: storableJson(json),
  });
  const email = begins && stored.quarantine ? await beginByMail(deps.db, stored) : stored;
  const { id, conversationId, quarantine, verdict } = email;
  deps.log.info({ email: id, conversationId, quarantine, verdict }, 'a mail arrived');
  return email;
}

/** Ids come from the stored mail: however often this is repeated, the conversation hears of it once. */
async function signal(deps: WebhookDependencies, email: InboundEmail, conversationId: ConversationId) {
  const { id: emailId, fromEmail, fromName } = email;
  try {
    await deps.gateway.signal('inboundEmail', conversationId, {
      id: siblingId('msg', emailId),
      emailId,
      from: { email: fromEmail, name: fromName },
    });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'conversation_not_found') throw error;
    await quarantineEmail(deps.db, emailId, 'unknown_conversation');
    return { result: 'unknown_conversation' };
  }
  await markSignalled(deps.db, emailId);
  return { result: 'taken' };
}

/** Copies of a mail that arrive at once wait for the same signal, instead of asking Temporal a hundred times. */
function singleFlight<Key, Result>() {
  const flying = new Map<Key, Promise<Result>>();
  return (key: Key, fly: () => Promise<Result>): Promise<Result> => {
    const flight = flying.get(key) ?? fly().finally(() => flying.delete(key));
    flying.set(key, flight);
    return flight;
  };
}
