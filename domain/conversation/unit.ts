import type { Batch } from './batch.ts';
import type { DeliveryEvent, Entry, RequestedDelivery, RefusedAgentMail } from './entry.ts';
import type { Arrival, ConversationNotice } from './merged.ts';

/** The smallest thing that is recorded, or told to another conversation, and so can be refused and set apart. */
export type Unit =
  | { kind: 'entry'; entry: Entry }
  | { kind: 'arrival'; arrival: Arrival }
  | { kind: 'deliveryEvent'; event: DeliveryEvent }
  | { kind: 'requestedDelivery'; delivery: RequestedDelivery }
  | { kind: 'refusedAgentMail'; mail: RefusedAgentMail }
  | { kind: 'notice'; notice: ConversationNotice }
  /** No words: where the conversation stands. */
  | { kind: 'standing' };

/** Stable, so that what is refused again finds its row again. */
export function unitIdOf(unit: Unit): string {
  switch (unit.kind) {
    case 'entry':
      return unit.entry.id;
    case 'arrival':
      return `arrival ${unit.arrival.move} ${unit.arrival.from}`;
    case 'deliveryEvent':
      return `event ${unit.event.deliveryId} ${unit.event.state}`;
    case 'requestedDelivery':
      return `delivery ${unit.delivery.deliveryId} ${unit.delivery.kind}`;
    case 'refusedAgentMail':
      return `refused ${unit.mail.id}`;
    case 'notice':
      return `notice ${unit.notice.input.id} ${unit.notice.to}`;
    case 'standing':
      return 'standing';
  }
}

/** In the order in which a batch writes them, and in which they wait in the state. */
export function unitsOf(batch: Batch): Unit[] {
  return [
    ...batch.entries.map((entry) => ({ kind: 'entry' as const, entry })),
    ...batch.arriving.map((arrival) => ({ kind: 'arrival' as const, arrival })),
    ...batch.deliveryEvents.map((event) => ({ kind: 'deliveryEvent' as const, event })),
    ...batch.requestedDeliveries.map((delivery) => ({ kind: 'requestedDelivery' as const, delivery })),
    ...batch.refusedAgentMails.map((mail) => ({ kind: 'refusedAgentMail' as const, mail })),
  ];
}
