import type { ConversationState } from '../domain/conversation.ts';
import type { DeliveryId } from '../domain/ids.ts';
import { mail } from './activities.ts';

export interface Deliveries {
  /** Something is ready to be sent and nobody sends it. */
  waiting(): boolean;
  busy(): boolean;
  follow(): void;
}

/** Mails leave one after the other, so that they arrive in the order they were written. */
export function createDeliveries(state: ConversationState): Deliveries {
  let sending: DeliveryId | null = null;

  const start = (id: DeliveryId) => {
    sending = id;
    void send(state, id).then(() => {
      sending = null;
      state.unsent.splice(state.unsent.indexOf(id), 1);
    });
  };

  return {
    waiting: () => sending === null && state.unsent.length > 0,
    busy: () => sending !== null,
    follow: () => {
      const [next] = state.unsent;
      if (next && !sending) start(next);
    },
  };
}

/** The activity records every result itself; only a provider that stayed away for a whole day is news here. */
async function send(state: ConversationState, deliveryId: DeliveryId): Promise<void> {
  const summary = 'Send the reply by mail';
  try {
    await mail.sendMail.executeWithOptions({ summary }, [{ deliveryId }]);
  } catch {
    const at = new Date().toISOString();
    const detail = 'The mail provider did not take the mail for a whole day.';
    state.deliveryNews.push({ deliveryId, state: 'failed', detail, at });
  }
}
