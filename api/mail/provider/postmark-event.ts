import { z } from 'zod';
import type { SignalInput } from '../../../domain/contract/contract.ts';
import { idSchema } from '../../../domain/contract/schemas.ts';
import type { DeliveryId } from '../../../domain/ids.ts';
import { foldAddress } from '../../../domain/mail/address/mail-address.ts';
import { beforeCut, shorten } from '../../../domain/text/shorten.ts';
import { MAX_DETAIL, MAX_EVENT_ID } from '../../../domain/limits.ts';

const id = z.union([z.string(), z.number()]).nullish();
const words = z.string().nullish();

/** Postmark's event JSON, as far as it says what became of a delivery (https://postmarkapp.com/developer/webhooks/webhooks-overview). */
export const postmarkEvent = z.object({
  RecordType: z.string().max(50),
  ID: id,
  MessageID: z.string().max(200).nullish(),
  /** Of a bounce or a complaint. */
  Email: words,
  /** Of a delivery. */
  Recipient: words,
  Type: words,
  Description: words,
  Details: words,
  /** Postmark will send nothing more to this address. */
  Inactive: z.boolean().nullish(),
  Metadata: z.record(z.string(), z.unknown()).nullish(),
});

/** Bounce types after which the mail may still arrive, or did: it is too early, or wrong, to call it bounced. */
const NO_BOUNCE = new Set([
  'Transient',
  'AutoResponder',
  'AddressChange',
  'Subscribe',
  'Unsubscribe',
  'ChallengeVerification',
]);
const deliveryId: z.ZodType<DeliveryId> = idSchema('dlv');

/** What the event says about one of our deliveries; null when it says nothing. */
export function toMailEvent(event: z.output<typeof postmarkEvent>): SignalInput<'mailEvent'> | null {
  const delivery = deliveryId.safeParse(event.Metadata?.['delivery']);
  const state = stateOf(event);
  if (!delivery.success || !state) return null;
  const detail = shorten(beforeCut(event.Description || event.Details || ''), MAX_DETAIL);
  // A mail may bounce softly first and for good later: the same message, two bounces.
  const about = [event.MessageID, event.ID].filter(Boolean).join(':') || delivery.data;
  const id = shorten(`${event.RecordType}:${about}`, MAX_EVENT_ID);
  return { id, deliveryId: delivery.data, state, detail, hard: isHard(event, state) };
}

/** Bounces after which an address takes no mail any more; a full mailbox may be empty tomorrow. */
const HARD = new Set(['HardBounce', 'BadEmailAddress']);

function isHard(event: z.output<typeof postmarkEvent>, state: string): boolean {
  if (state === 'delivered') return false;
  return state === 'complained' || event.Inactive === true || HARD.has(event.Type ?? '');
}

/** A delivery is its customer's: what becomes of a copy for somebody else says nothing about it. */
export function concerns({ Email, Recipient }: z.output<typeof postmarkEvent>, to: string): boolean {
  const recipient = foldAddress(Email || Recipient || '');
  return recipient === '' || recipient === foldAddress(to);
}

function stateOf({
  RecordType,
  Type,
}: z.output<typeof postmarkEvent>): 'delivered' | 'bounced' | 'complained' | null {
  if (RecordType === 'Delivery') return 'delivered';
  if (RecordType === 'SpamComplaint' || (RecordType === 'Bounce' && Type === 'SpamComplaint'))
    return 'complained';
  return RecordType === 'Bounce' && !NO_BOUNCE.has(Type ?? '') ? 'bounced' : null;
}
