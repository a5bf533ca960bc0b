import type { IncomingMessage, ServerResponse } from 'node:http';
import { markSignalled, quarantineEmail, type InboundEmail } from '../../../db/mail/inbound/inbound-emails.ts';
import { Refusal } from '../../../domain/errors.ts';
import { siblingId, type ConversationId, type EmailId } from '../../../domain/ids.ts';
import { mailSignal } from '../../gateway/mail-signal.ts';
import type { Resolve } from '../provider/dns-resolver.ts';
import { automaticAnswers } from '../judging/automatic-answers.ts';
import { openMail } from '../forms/open-mail.ts';
import { gestureOf, signalGesture } from '../judging/gesture.ts';
import { holdRepeatedAnswer } from './hold-repeated-answer.ts';
import type { LiftedContent } from '../lifting/lifted-content.ts';
import { machineMailOf } from '../judging/machine-mail.ts';
import { postmarkInbound, toInboundMail, type PostmarkInbound } from '../provider/postmark-inbound.ts';
import { reportTexts } from '../provider/report-texts.ts';
import { signalAgentReply } from './signal-agent-reply.ts';
import { storeArrival, type Arrival } from './store-arrival.ts';
import { takeTestMail } from './take-test-mail.ts';
import { createWebhook, type WebhookDependencies } from './webhook.ts';

/**
 * Postmark takes attachments of 35 MB in all: 49 MB as base64, and 52 MB more with their line ends in the raw mail, where
 * that is included. Both grow by a twelfth where `+` is written as an escape; the bodies come on top, twice as well.
 */
const MAX_BYTES = 130_000_000;

export interface InboundDependencies extends WebhookDependencies {
  /** Asks the name servers of senders. */
  resolve: Resolve;
}

/** Takes the mail that customers send: stored first, then told to its conversation or kept in quarantine, then answered 200. */
export function createInboundWebhook(
  deps: InboundDependencies,
): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  return createWebhook(deps, { maxBytes: MAX_BYTES, shape: postmarkInbound, take: createIntake(deps) });
}

/** What becomes of an arrived mail, whether the webhook brought it or it was fetched. The same mail again changes nothing. */
export function createIntake(
  deps: InboundDependencies,
): (json: PostmarkInbound, contents: LiftedContent[]) => Promise<{ result: string }> {
  const signalOnce = singleFlight<EmailId, { result: string }>();
  return async (json, contents) => {
    const test = await takeTestMail(deps, json);
    if (test) return test;
    // Before anything is stored: what is written of the files leaves memory.
    const report = reportTexts(json, contents);
    const opened = await openMail(json, contents);
    const arrival = { json, opened, mail: toInboundMail(opened.json, report), report };
    const email = await storeArrival(deps, arrival);
    const { id, conversationId, quarantine, signalledAt } = email;
    if (quarantine || !conversationId) return { result: quarantine ?? 'no_match' };
    if (signalledAt) return { result: 'already_taken' };
    if (await holdRepeatedAnswer(deps.db, email)) return { result: 'repeated_answer' };
    return signalOnce(id, () => signal(deps, { ...arrival, email, conversationId }));
  };
}

interface Accepted extends Arrival {
  email: InboundEmail;
  conversationId: ConversationId;
}

/** Ids come from the stored mail: however often this is repeated, the conversation hears of it once. */
async function signal(deps: WebhookDependencies, accepted: Accepted) {
  const { email } = accepted;
  try {
    await tell(deps, accepted);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'conversation_not_found') throw error;
    await quarantineEmail(deps.db, email.id, 'unknown_conversation');
    return { result: 'unknown_conversation' };
  }
  await markSignalled(deps.db, email.id);
  return { result: 'taken' };
}

async function tell(
  deps: WebhookDependencies,
  { email, conversationId, mail, opened, report }: Accepted,
): Promise<void> {
  const { id: emailId, agentMailId, machine } = email;
  if (agentMailId) return signalAgentReply(deps, email, { conversationId, agentMailId });
  const gesture = gestureOf(mail, opened);
  if (gesture) return signalGesture(deps, { email, conversationId, mail, gesture });
  if (machine) {
    const news = await machineMailOf(deps.db, { mail, conversationId, machine, report });
    return deps.gateway.signal('machineMail', conversationId, {
      id: siblingId('msg', emailId),
      emailId,
      ...news,
    });
  }
  const answer = await automaticAnswers(deps.db, { email, mail, identity: deps.mail });
  return deps.gateway.signal('inboundEmail', conversationId, {
    ...(await mailSignal(deps.db, email)),
    ...(answer && { answer }),
  });
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
