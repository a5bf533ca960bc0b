import { raiseUndelivered } from '../domain/conversation/deliveries.ts';
import type { ConversationState } from '../domain/conversation/state.ts';
import type { DeliveryId } from '../domain/ids.ts';
import { passOn } from '../domain/moving/pass-on.ts';
import { mail } from './activities.ts';
import { turnOf } from './queues/turn.ts';
import { refusalOf } from './write-batch.ts';

export interface Deliveries {
  /** Something is ready to be sent and nobody sends it. */
  waiting(): boolean;
  busy(): boolean;
  follow(): void;
}

/** Each mail on its own: one that the provider keeps us waiting for must not hold up the next. */
export function createDeliveries(state: ConversationState): Deliveries {
  const sending = new Set<DeliveryId>();
  const idle = () => state.unsent.filter((id) => !sending.has(id));

  const start = (id: DeliveryId) => {
    sending.add(id);
    void send(state, id).then(() => {
      sending.delete(id);
      state.unsent.splice(state.unsent.indexOf(id), 1);
    });
  };

  return {
    waiting: () => idle().length > 0,
    busy: () => sending.size > 0,
    follow: () => idle().forEach(start),
  };
}

/** The activity records every result itself; only a provider that stayed away for a whole day is missed here. */
async function send(state: ConversationState, deliveryId: DeliveryId): Promise<void> {
  const options = { ...turnOf(state, 'mail'), summary: 'Send the reply by mail' };
  try {
    const { notSent } = await mail.sendMail.executeWithOptions(options, [{ deliveryId }]);
    if (notSent) raise(state, { deliveryId, ...notSent, at: new Date().toISOString() });
  } catch (error) {
    const at = new Date().toISOString();
    const refused = refusalOf(error);
    const detail = refused
      ? `The mail could not be sent: ${refused.refusal}`
      : 'For a whole day the mail provider did not say that it took the mail.';
    state.deliveryEvents.push({ deliveryId, state: 'failed', detail, at });
    raise(state, { deliveryId, how: 'failed', detail, at });
  }
}

/** Whoever goes on with a merged conversation must know. */
function raise(state: ConversationState, missed: Parameters<typeof raiseUndelivered>[1]): void {
  const id = `${missed.deliveryId} ${missed.how} ${missed.at}`;
  passOn(state, { id, reason: () => 'bounced' }, () => raiseUndelivered(state, missed));
}
