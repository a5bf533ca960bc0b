import { and, inArray, notInArray, sql } from 'drizzle-orm';
import type { ConversationId } from '../../domain/ids.ts';
import { forgetQuestions } from '../assistant/forget-questions.ts';
import type { Queryable } from '../connection/database.ts';
import { messages } from '../schema/schema.ts';
import { showRewritten } from './show-rewritten.ts';

/**
 * Empties the copies that other conversations took by a merge, and hides them as if the merge had been undone: numbers stay
 * without gaps. @returns how many, and whose histories still hold them.
 */
export async function withdrawCopies(
  tx: Queryable,
  { ids }: { ids: ConversationId[] },
): Promise<{ messages: number; touched: ConversationId[] }> {
  const rows = await tx
    .update(messages)
    .set({
      text: '',
      author: { by: 'system' },
      kind: 'event',
      audience: 'team',
      event: null,
      citations: [],
      cc: [],
      bcc: [],
      forwards: null,
      emailId: null,
      escalationReason: null,
      originId: null,
      originConversationId: null,
      withdrawn: true,
      forVisitor: false,
      revision: sql`(select revision + 1 from conversations where id = ${messages.conversationId})`,
    })
    .where(and(inArray(messages.originConversationId, ids), notInArray(messages.conversationId, ids)))
    .returning({ id: messages.id, conversationId: messages.conversationId });
  await forgetQuestions(
    tx,
    rows.map(({ id }) => id),
  );
  const touched = [...new Set(rows.map(({ conversationId }) => conversationId))];
  for (const conversationId of touched) await showRewritten(tx, conversationId);
  return { messages: rows.length, touched };
}
