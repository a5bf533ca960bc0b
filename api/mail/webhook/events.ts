import type { IncomingMessage, ServerResponse } from 'node:http';
import { findDelivery, noteAcceptance } from '../../../db/mail/outbound/deliveries.ts';
import { Refusal } from '../../../domain/errors.ts';
import { concerns, postmarkEvent, toMailEvent } from '../provider/postmark-event.ts';
import { createWebhook, type WebhookDependencies } from './webhook.ts';

/** An event quotes a mail's headers at most. */
const MAX_BYTES = 1_000_000;

/** Takes what the provider reports about mail that left: delivered, bounced, complained. Everything else is answered and ignored. */
export function createEventsWebhook(
  deps: WebhookDependencies,
): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  return createWebhook(deps, {
    maxBytes: MAX_BYTES,
    shape: postmarkEvent,
    take: async (event) => {
      const mailEvent = toMailEvent(event);
      const delivery = mailEvent && (await findDelivery(deps.db, mailEvent.deliveryId));
      if (!mailEvent || !delivery || !concerns(event, delivery.envelope.to.email)) {
        deps.log.info(
          { recordType: event.RecordType, type: event.Type },
          'a mail event concerns no delivery of ours',
        );
        return { result: 'ignored' };
      }
      if (event.MessageID) await noteAcceptance(deps.db, delivery.id, event.MessageID);
      try {
        await deps.gateway.signal('mailEvent', delivery.conversationId, mailEvent);
      } catch (error) {
        if (error instanceof Refusal && error.code === 'conversation_not_found') return { result: 'ignored' };
        throw error;
      }
      return { result: 'taken' };
    },
  });
}
