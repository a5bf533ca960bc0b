import type { ReturnedReply } from './agent-mail-state.ts';
import type { DeliveryNews, Entry } from './state.ts';
import type { Arrival, News } from '../moving/move.ts';
import type { Mailing } from './outgoing.ts';
import type { Batch } from './batch.ts';

/** The smallest thing that is recorded, or told to another conversation, and so can be refused and set apart. */
export type Unit =
  | { kind: 'entry'; entry: Entry }
  | { kind: 'arrival'; arrival: Arrival }
  | { kind: 'deliveryNews'; news: DeliveryNews }
  | { kind: 'mailing'; mailing: Mailing }
  | { kind: 'returned'; reply: ReturnedReply }
  | { kind: 'news'; news: News }
  /** No words: where the conversation stands. */
  | { kind: 'standing' };

/** Stable, so that what is refused again finds its row again. */
export function unitIdOf(unit: Unit): string {
  switch (unit.kind) {
    case 'entry':
      return unit.entry.id;
    case 'arrival':
      return `arrival ${unit.arrival.move} ${unit.arrival.from}`;
    case 'deliveryNews':
      return `news ${unit.news.deliveryId} ${unit.news.state}`;
    case 'mailing':
      return `mailing ${unit.mailing.deliveryId} ${unit.mailing.kind}`;
    case 'returned':
      return `returned ${unit.reply.id}`;
    case 'news':
      return `tell ${unit.news.input.id} ${unit.news.to}`;
    case 'standing':
      return 'standing';
  }
}

/** In the order in which a batch writes them, and in which they wait in the state. */
export function unitsOf(batch: Batch): Unit[] {
  return [
    ...batch.entries.map((entry) => ({ kind: 'entry' as const, entry })),
    ...(batch.arriving ?? []).map((arrival) => ({ kind: 'arrival' as const, arrival })),
    ...batch.deliveryNews.map((news) => ({ kind: 'deliveryNews' as const, news })),
    ...(batch.mailings ?? []).map((mailing) => ({ kind: 'mailing' as const, mailing })),
    ...(batch.returned ?? []).map((reply) => ({ kind: 'returned' as const, reply })),
  ];
}
