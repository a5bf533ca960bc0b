import { inArray } from 'drizzle-orm';
import { createHash } from 'node:crypto';
import type { Entry } from '../../domain/conversation/entry.ts';
import type { ConversationId, MessageId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { messages } from '../schema/schema.ts';

/** Under which id an entry stands in its conversation, and its number there when an earlier try wrote it. */
interface EntryPlace {
  id: MessageId;
  seq: number | null;
}

/**
 * Looks entries up in their own conversation only. Senders choose ids, and the api refuses one that another conversation
 * has; two that were accepted at the same moment both stay: the later one under an id made of both, because what was
 * accepted is never dropped.
 */
export async function placesOf(
  tx: Queryable,
  { entries, conversationId }: { entries: Entry[]; conversationId: ConversationId },
): Promise<EntryPlace[]> {
  if (entries.length === 0) return [];
  const ids = entries.flatMap(({ id }) => [id, idHere(conversationId, id)]);
  const rows = await tx
    .select({ id: messages.id, seq: messages.seq, conversationId: messages.conversationId })
    .from(messages)
    .where(inArray(messages.id, ids));
  const here = new Map(
    rows.filter((row) => row.conversationId === conversationId).map((row) => [row.id, row.seq]),
  );
  const taken = new Set(rows.map(({ id }) => id));
  return entries.map(({ id }) => {
    const other = idHere(conversationId, id);
    const known = [id, other].find((each) => here.has(each));
    return { id: known ?? (taken.has(id) ? other : id), seq: known ? (here.get(known) ?? null) : null };
  });
}

/** Where an id is taken by another conversation, a message stands under this one. */
export function idHere(conversationId: ConversationId, id: MessageId): MessageId {
  const digest = createHash('sha256').update(`${conversationId} ${id}`).digest('hex');
  return `msg_${digest.slice(0, 24)}`;
}
