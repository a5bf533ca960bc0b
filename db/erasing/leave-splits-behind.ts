import { and, eq, inArray, isNotNull, notInArray } from 'drizzle-orm';
import type { ConversationId } from '../../domain/ids.ts';
import { leaveEvidenceBehind } from '../assistant/forget-questions.ts';
import type { Queryable } from '../connection/database.ts';
import { inboundEmails, messages } from '../schema/schema.ts';

/** What was split off belongs to the conversation it went to: its mails move there, and its copies become its own words. */
export async function leaveSplitsBehind(tx: Queryable, ids: ConversationId[]): Promise<void> {
  const moved = await tx
    .select({ id: messages.id, emailId: messages.emailId, to: messages.movedTo })
    .from(messages)
    .where(
      and(
        inArray(messages.conversationId, ids),
        isNotNull(messages.movedTo),
        notInArray(messages.movedTo, ids),
      ),
    );
  for (const { id, emailId, to } of moved) {
    if (emailId && to) {
      await tx.update(inboundEmails).set({ conversationId: to }).where(eq(inboundEmails.id, emailId));
    }
    await leaveEvidenceBehind(tx, { id, leaving: ids });
    await tx
      .update(messages)
      .set({ originId: null, originConversationId: null })
      .where(and(eq(messages.originId, id), notInArray(messages.conversationId, ids)));
  }
}
