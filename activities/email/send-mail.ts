import { ApplicationFailure } from '@temporalio/activity';
import type { ServerClient } from 'postmark';
import { findSuppression } from '../../db/suppressions.ts';
import { claimDelivery, findDelivery, settleDelivery, type Delivery } from '../../db/deliveries.ts';
import { LOOKUPS_MS, untilNextLookup } from '../../domain/delivery-state.ts';
import type { DeliveryId } from '../../domain/ids.ts';
import type { DeliveryState } from '../../domain/message.ts';
import type { Dependencies } from '../dependencies.ts';
import { loadFiles } from './load-files.ts';
import { METADATA_KEY, toPostmarkMessage } from './postmark-message.ts';
import { sendOutcome } from './send-outcome.ts';

/** A second send may double the mail; a third is never made. */
const MAX_SENDS = 2;

export type SendMailDependencies = Pick<Dependencies, 'db' | 'postmark' | 'log' | 'mailTiming'>;

export interface SendResult {
  state: DeliveryState;
  /** The mail did not leave, or nobody knows whether it did: somebody of the team must decide. */
  notSent?: { how: 'failed' | 'unknown'; detail: string };
}

/**
 * Brings a delivery to its provider and records what came of it.
 *
 * The promise: never lost silently; doubled only if the provider accepted, did not answer, did not index the mail within
 * ten minutes and sent no event. Postmark has no idempotency key, so a send without an answer is looked up by its
 * metadata before anything else, and repeated at most once, with the same Message-ID.
 *
 * @returns the state that stands, unless the next step lies in the future:
 * @throws ApplicationFailure, retryable, when the provider refused for now or the next look-up is due later.
 */
export async function sendMail(
  deps: SendMailDependencies,
  { deliveryId }: { deliveryId: DeliveryId },
): Promise<SendResult> {
  const delivery = await findDelivery(deps.db, deliveryId);
  if (!delivery) return { state: 'failed' };
  switch (delivery.state) {
    case 'pending':
      return (await stopSuppressed(deps, delivery)) ?? send(deps, deliveryId, 'pending');
    case 'sending':
      // An earlier attempt ended between the call and its result.
      await settle(
        deps,
        deliveryId,
        { state: 'unknown', reason: `The send was interrupted. ${ASKING}` },
        delivery.updatedAt,
      );
      return lookUp(deps, delivery);
    case 'unknown':
      return lookUp(deps, delivery);
    default:
      return { state: delivery.state };
  }
}

/** An address that bounced or complained gets nothing more, whenever the mail was written. */
async function stopSuppressed(deps: SendMailDependencies, delivery: Delivery): Promise<SendResult | null> {
  const { projectId, envelope } = delivery;
  const found = await findSuppression(deps.db, { projectId, email: envelope.to.email });
  if (!found) return null;
  const reason = SUPPRESSED[found.reason];
  return failed(await settle(deps, delivery.id, { state: 'failed', reason }), reason);
}

const SUPPRESSED = {
  bounced: 'Mail to this address is stopped: an earlier one bounced.',
  complained: 'Mail to this address is stopped: an earlier one was reported as spam.',
};

async function send(
  deps: SendMailDependencies,
  id: DeliveryId,
  from: 'pending' | 'unknown',
): Promise<SendResult> {
  // Before the claim: what fails here has certainly sent nothing.
  const files = await loadFiles(deps.db, id);
  const claimed = await claimDelivery(deps.db, { id, from, at: new Date() });
  if (!claimed) throw later('Another attempt is sending this mail.', 'mail_claimed');
  const message = toPostmarkMessage(id, claimed.envelope, files);
  try {
    const { MessageID } = await deps.postmark.sendEmail(message);
    return await settle(deps, id, { state: 'sent', providerId: MessageID });
  } catch (error) {
    return afterFailure(deps, claimed, error);
  }
}

async function afterFailure(
  deps: SendMailDependencies,
  delivery: Delivery,
  error: unknown,
): Promise<SendResult> {
  const { outcome, reason } = sendOutcome(error);
  deps.log.warn(
    { delivery: delivery.id, outcome, error: String(error) },
    'the mail provider did not take a mail',
  );
  // Whatever becomes of a repetition, the first send stays as unknown as it was.
  const repeated = delivery.attempts > 1;
  if (outcome === 'refused') {
    return failed(
      await settle(deps, delivery.id, { state: repeated ? 'unknown' : 'failed', reason }),
      reason,
    );
  }
  if (outcome === 'unknown') {
    const settled = await settle(deps, delivery.id, { state: 'unknown', reason: `${reason} ${ASKING}` });
    return settled.state === 'unknown' ? lookUp(deps, { ...delivery, updatedAt: new Date() }) : settled;
  }
  await settle(deps, delivery.id, { state: repeated ? 'unknown' : 'pending', reason, counts: false });
  throw later(reason, 'mail_refused_for_now', deps.mailTiming?.backoffMs);
}

/** Asks the provider's index. Found: it was sent. Not found: ask again later, and after the last time send once more. */
async function lookUp(deps: SendMailDependencies, delivery: Delivery): Promise<SendResult> {
  if (delivery.providerId)
    return settle(deps, delivery.id, { state: 'sent', providerId: delivery.providerId });
  const elapsed = Date.now() - delivery.updatedAt.getTime();
  const schedule = deps.mailTiming?.lookupsMs ?? LOOKUPS_MS;
  const [first = 0] = schedule;
  if (elapsed < first) throw later('The mail is looked up soon.', 'mail_unknown', first - elapsed);
  const providerId = await findAtProvider(deps.postmark, delivery.id);
  if (providerId) return settle(deps, delivery.id, { state: 'sent', providerId });
  const wait = untilNextLookup(elapsed, schedule);
  if (wait !== null) throw later('The provider does not know the mail yet.', 'mail_unknown', wait);
  const { automatic } = delivery.envelope;
  if (delivery.attempts < MAX_SENDS && !automatic) return send(deps, delivery.id, 'unknown');
  const reason = automatic ? NEVER_SAID : `${NEVER_SAID} It may have arrived twice.`;
  return failed(await settle(deps, delivery.id, { state: 'unknown', reason }, delivery.updatedAt), reason);
}

const ASKING = 'We are asking the provider whether it has this email before trying again.';
const NEVER_SAID = 'The mail provider never said whether it took this email, and does not find it.';

/** Unless the provider's events have said more meanwhile. */
function failed({ state }: SendResult, detail: string): SendResult {
  return state === 'failed' || state === 'unknown' ? { state, notSent: { how: state, detail } } : { state };
}

async function findAtProvider(postmark: ServerClient, id: DeliveryId): Promise<string | null> {
  try {
    const found = await postmark.getOutboundMessages({
      count: 1,
      offset: 0,
      [`metadata_${METADATA_KEY}`]: id,
    });
    return found.Messages[0]?.MessageID ?? null;
  } catch (error) {
    throw later(`The provider could not be asked: ${String(error)}`, 'mail_lookup_failed');
  }
}

async function settle(
  deps: SendMailDependencies,
  id: DeliveryId,
  settlement: Parameters<typeof settleDelivery>[2],
  at = new Date(),
) {
  const state = await settleDelivery(deps.db, id, settlement, at);
  return { state: state ?? 'failed' };
}

/** Retried with Temporal's own growing delay unless one is given, in milliseconds. */
function later(message: string, type: string, nextRetryDelay?: number): ApplicationFailure {
  return ApplicationFailure.create({
    message,
    type,
    ...(nextRetryDelay !== undefined && { nextRetryDelay }),
  });
}
