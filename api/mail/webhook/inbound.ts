import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EmailId } from '../../../domain/ids.ts';
import { noteUnplaced } from '../../../db/mail/inbound/unplaced-mails.ts';
import type { InboundMail } from '../../../domain/mail/inbound-mail.ts';
import { judge } from '../../../domain/mail/judging/judge.ts';
import type { QuarantineReason } from '../../../domain/mail/judging/quarantine.ts';
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
    const judged = judge(arrival.mail, evidence);
    if ('nobodys' in judged) return keepForNobody(deps, arrival.mail, judged.nobodys);
    const email = await storeArrival(deps, arrival, { judgement: judged, known: evidence });
    const { id, conversationId, quarantine, signalledAt } = email;
    if (quarantine || !conversationId) return { result: quarantine ?? 'no_match' };
    if (signalledAt) return { result: 'already_taken' };
    if (await holdRepeatedAnswer(deps.db, email)) return { result: 'repeated_answer' };
    const { supported } = evidence;
    return signalOnce(id, () => signalArrival(deps, { ...arrival, email, conversationId, supported }));
  };
}

/** Whoever runs the server finds it by `npm run ops -- unplaced`; what it says lies at the provider alone. */
async function keepForNobody(
  { db, log }: InboundDependencies,
  { providerId }: InboundMail,
  why: QuarantineReason,
): Promise<{ result: string }> {
  await noteUnplaced(db, { providerId, why });
  log.warn({ mail: providerId, why }, 'a mail belongs to no project: npm run ops -- unplaced');
  return { result: 'no_project' };
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
