import { findConversation } from '../../db/inbox/inbox.ts';
import type { ConversationId } from '../../domain/ids.ts';
import type { Product } from '../support/stack/product.ts';
import { elapsed } from './measure.ts';

/** How long until what is said shows in the inbox's live feed, in milliseconds, from before it is sent. */
export async function untilSeen(
  product: Product,
  conversationId: ConversationId,
  say: () => Promise<void>,
): Promise<number> {
  const stop = new AbortController();
  const { db } = product.database;
  const who = { conversationId, agentId: product.agentId };
  const before = (await findConversation(db, who))?.lastSeq ?? 0;
  const events = product.feed.project(product.project.id, [], stop.signal)[Symbol.asyncIterator]();
  try {
    return await elapsed(async () => {
      const first = events.next();
      const said = say();
      for (let next = first; ; next = events.next()) {
        await next;
        const row = await findConversation(db, who);
        if (row && row.lastSeq > before) return said;
      }
    });
  } finally {
    stop.abort();
  }
}
