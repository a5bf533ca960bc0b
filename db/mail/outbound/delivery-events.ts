import { eq, inArray } from 'drizzle-orm';
import type { DeliveryEvent } from '../../../domain/conversation/entry.ts';
import { NEVER_SAID, stateAfterEvent } from '../../../domain/inbox/delivery-state.ts';
import type { ConversationId, DeliveryId } from '../../../domain/ids.ts';
import type { DeliveryState } from '../../../domain/message.ts';
import type { Queryable } from '../../connection/database.ts';
import { deliveries } from '../../schema/schema.ts';
import { suppress } from './suppressions.ts';
import { touchDeliveries } from '../../conversation/transcript.ts';

/** What the provider's events report. Expects the conversation's row to be locked; a delivery never moves backwards. */
export async function applyDeliveryEvents(tx: Queryable, events: DeliveryEvent[]): Promise<void> {
  if (events.length === 0) return;
  const ids = events.map((each) => each.deliveryId);
  const known = new Map(
    (await tx.select().from(deliveries).where(inArray(deliveries.id, ids))).map((row) => [row.id, row]),
  );
  const changed = new Map<ConversationId, DeliveryId[]>();
  for (const { deliveryId, state: told, detail, at, hard } of events) {
    const row = known.get(deliveryId);
    if (row && hard && (told === 'bounced' || told === 'complained')) {
      await suppress(tx, { projectId: row.projectId, email: row.envelope.to.email, reason: told, detail });
    }
    const state = row && stateAfterEvent(row.state, told);
    if (!row || !state) continue;
    row.state = state;
    const reason = reasonOf(state, detail);
    await tx
      .update(deliveries)
      .set({ state, reason, updatedAt: new Date(at) })
      .where(eq(deliveries.id, deliveryId));
    changed.set(row.conversationId, [...(changed.get(row.conversationId) ?? []), row.id]);
  }
  for (const [conversationId, ids] of changed) await touchDeliveries(tx, conversationId, ids);
}

function reasonOf(state: DeliveryState, detail: string): string | null {
  if (state === 'unknown') return NEVER_SAID;
  return state === 'delivered' ? null : detail || null;
}
