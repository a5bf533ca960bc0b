import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EmailId } from '../../../domain/ids.ts';
import { judge } from '../../../domain/mail/judging/judge.ts';
import type { Resolve } from '../provider/dns-resolver.ts';
import { gatherEvidence } from '../judging/gather-evidence.ts';
import { holdRepeatedAnswer } from './hold-repeated-answer.ts';
import type { LiftedContent } from '../lifting/lifted-content.ts';
import type { MailRoad } from './mail-signal.ts';
import { postmarkInbound, type PostmarkInbound } from '../provider/postmark-inbound.ts';
import { readArrival } from './read-arrival.ts';
import { signalArrival } from './signal-arrival.ts';
import { storeArrival } from './store-arrival.ts';
import { takeTestMail } from './take-test-mail.ts';
import { createWebhook, type WebhookDependencies } from './webhook.ts';

/**
 * Postmark takes attachments of 35 MB in all: 49 MB as base64, and 52 MB more with their line ends in the raw mail, where
 * that is included. Both grow by a twelfth where `+` is written as an escape; the bodies come on top, twice as well.
 */
const MAX_BYTES = 130_000_000;

export interface InboundDependencies extends WebhookDependencies, Pick<MailRoad, 'feed'> {
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
    const arrival = await readArrival(json, contents);
    const test = await takeTestMail(deps, arrival.mail);
    if (test) return test;
    const evidence = await gatherEvidence(deps, arrival.mail);
    const email = await storeArrival(deps, arrival, judge(arrival.mail, evidence));
    const { id, conversationId, quarantine, signalledAt } = email;
    if (quarantine || !conversationId) return { result: quarantine ?? 'no_match' };
    if (signalledAt) return { result: 'already_taken' };
    if (await holdRepeatedAnswer(deps.db, email)) return { result: 'repeated_answer' };
    return signalOnce(id, () => signalArrival(deps, { ...arrival, email, conversationId }));
  };
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
