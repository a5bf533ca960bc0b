import type { Database } from '../../../db/connection/database.ts';
import { conversations, customers, messages } from '../../../db/schema/schema.ts';
import { newId, type ConversationId, type ProjectId } from '../../../domain/ids.ts';

/** Conversations as rows alone, each with a mail of its customer that waits for somebody; the first came last. */
export async function seedWaiting(
  db: Database,
  { projectId, count }: { projectId: ProjectId; count: number },
): Promise<ConversationId[]> {
  const now = Date.now();
  const all = Array.from({ length: count }, (_, at) => ({
    id: newId('cnv'),
    customerId: newId('cus'),
    at: new Date(now - at * 60_000),
    n: at + 1,
  }));
  const chunks = Array.from({ length: Math.ceil(count / 1_000) }, (_, n) =>
    all.slice(n * 1_000, n * 1_000 + 1_000),
  );
  for (const some of chunks) {
    await db
      .insert(customers)
      .values(
        some.map(({ customerId, n }) => ({ id: customerId, projectId, email: `person${n}@example.org` })),
      );
    await db.insert(conversations).values(
      some.map(({ id, customerId, at, n }) => ({
        ...{ id, projectId, customerId, channel: 'email' as const, handlerBy: 'agent' as const },
        ...{ subject: `Order ${n}`, preview: `Where is parcel ${n}?`, lastSeq: 1, revision: 1 },
        ...{ lastMessageAt: at, waitingSince: at, createdAt: at },
      })),
    );
    await db.insert(messages).values(
      some.map(({ id, at, n }) => ({
        ...{ id: newId('msg'), projectId, conversationId: id, seq: 1, revision: 1 },
        ...{ kind: 'message' as const, channel: 'email' as const, audience: 'everyone' as const },
        ...{ author: { by: 'customer' as const }, text: `Where is parcel ${n}?`, createdAt: at },
      })),
    );
  }
  return all.map(({ id }) => id);
}
