import {
  claimDelivery,
  findDelivery,
  settleDelivery,
  type Delivery,
} from '../../db/mail/outbound/deliveries.ts';
import { LOOKUPS_MS, untilNextLookup } from '../../domain/inbox/delivery-state.ts';
import type { DeliveryId } from '../../domain/ids.ts';
import type { DeliveryState } from '../../domain/message.ts';
import type { MailDependencies } from './mail-dependencies.ts';
import { findAtProvider } from './find-at-provider.ts';
import { later } from './later.ts';
import { loadFiles } from './load-files.ts';
import { toPostmarkMessage } from './postmark-message.ts';
import { sentBefore } from './sent-before.ts';
import { COPIES_ONLY, leavesOut, sendOutcome } from './send-outcome.ts';
import { whyStopped } from './why-stopped.ts';

/** A second send may double the mail; a third is never made. */
const MAX_SENDS = 2;

export type SendMailDependencies = Pick<MailDependencies, 'db' | 'postmark' | 'log' | 'mailTiming'>;

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
      return (
        (await accepted(deps, delivery)) ?? (await stop(deps, delivery)) ?? send(deps, deliveryId, 'pending')
      );
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

/** An event named the mail: the provider has it, whatever it said when it was asked to take it. */
async function accepted(deps: SendMailDependencies, delivery: Delivery): Promise<SendResult | null> {
  const providerId =
    delivery.providerId ?? (delivery.state === 'pending' ? await sentBefore(deps, delivery) : null);
  return providerId ? settle(deps, delivery.id, { state: 'sent', providerId }) : null;
}

/** An address that bounced or complained gets nothing more, whenever the mail was written. */
async function stop(deps: SendMailDependencies, delivery: Delivery): Promise<SendResult | null> {
  const reason = await whyStopped(deps.db, delivery);
  return reason === null
    ? null
    : failed(await settle(deps, delivery.id, { state: 'failed', reason }), reason);
}

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
    const { MessageID, Message } = await deps.postmark.sendEmail(message);
    if (leavesOut(Message, claimed.envelope.to.email)) return await refused(deps, claimed, COPIES_ONLY);
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
  deps.log.warn({ delivery: delivery.id, outcome, err: error }, 'the mail provider did not take a mail');
  if (outcome === 'refused') return refused(deps, delivery, reason);
  if (outcome === 'unknown') {
    const settled = await settle(deps, delivery.id, { state: 'unknown', reason: `${reason} ${ASKING}` });
    return settled.state === 'unknown' ? lookUp(deps, { ...delivery, updatedAt: new Date() }) : settled;
  }
  const state = isRepetition(delivery) ? 'unknown' : 'pending';
  await settle(deps, delivery.id, { state, reason, counts: false });
  throw later(reason, 'mail_refused_for_now', deps.mailTiming?.backoffMs);
}

/** Whatever becomes of a repetition, the first send stays as unknown as it was. */
const isRepetition = ({ attempts }: Delivery) => attempts > 1;

async function refused(deps: SendMailDependencies, delivery: Delivery, reason: string): Promise<SendResult> {
  const state = isRepetition(delivery) ? 'unknown' : 'failed';
  return failed(await settle(deps, delivery.id, { state, reason }), reason);
}

/** Asks the provider's index. Found: it was sent. Not found: ask again later, and after the last time send once more. */
async function lookUp(deps: SendMailDependencies, delivery: Delivery): Promise<SendResult> {
  const known = await accepted(deps, delivery);
  if (known) return known;
  const elapsed = Date.now() - delivery.updatedAt.getTime();
  const schedule = deps.mailTiming?.lookupsMs ?? LOOKUPS_MS;
  const [first = 0] = schedule;
  if (elapsed < first) throw later('The mail is looked up soon.', 'mail_unknown', first - elapsed);
  const providerId = await findAtProvider(deps.postmark, delivery.id);
  if (providerId) return settle(deps, delivery.id, { state: 'sent', providerId });
  const wait = untilNextLookup(elapsed, schedule);
  if (wait !== null) throw later('The provider does not know the mail yet.', 'mail_unknown', wait);
  const mayRepeat = !delivery.envelope.automatic && !(await whyStopped(deps.db, delivery));
  if (mayRepeat && delivery.attempts < MAX_SENDS) return send(deps, delivery.id, 'unknown');
  const reason = isRepetition(delivery) ? `${NEVER_SAID} It may have arrived twice.` : NEVER_SAID;
  return failed(await settle(deps, delivery.id, { state: 'unknown', reason }, delivery.updatedAt), reason);
}

const ASKING = 'We are asking the provider whether it has this email before trying again.';
const NEVER_SAID = 'The mail provider never said whether it took this email, and does not find it.';

/** Unless the provider's events have said more meanwhile. */
function failed({ state }: SendResult, detail: string): SendResult {
  return state === 'failed' || state === 'unknown' ? { state, notSent: { how: state, detail } } : { state };
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
