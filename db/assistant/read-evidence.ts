import { and, eq, sql } from 'drizzle-orm';
import type { ConversationId, MessageId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { answers, messages } from '../schema/schema.ts';

/** As `eventIdOf` makes it. */
const escalationOf = sql`${answers.messageId} || 'e'`;

export type AnswerRow = typeof answers.$inferSelect;

/**
 * What an answer in a conversation rests on, or the question that an escalation left to a person; of a copy, what the
 * first one rested on. Null: nothing is known of it.
 */
export async function readEvidence(
  db: Queryable,
  { conversationId, messageId }: { conversationId: ConversationId; messageId: MessageId },
): Promise<AnswerRow | null> {
  const here = and(eq(messages.id, messageId), eq(messages.conversationId, conversationId));
  const first = db.select({ id: messages.originId }).from(messages).where(here);
  const [row] = await db
    .select()
    .from(answers)
    .where(
      sql`(${answers.conversationId} = ${conversationId} and ${messageId} in (${answers.messageId}, ${escalationOf}))
        or ${answers.messageId} = (${first})`,
    );
  return row ?? null;
}
