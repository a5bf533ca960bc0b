import { and, eq, inArray, notInArray, sql } from 'drizzle-orm';
import { ERASED_WORDS } from '../../domain/project/erasure.ts';
import type { ConversationId, MessageId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { answers, gapQuestions, messages, unsaidAnswers } from '../schema/schema.ts';

/** Of messages that are erased where their conversation stays: an answer's row says no more what was asked. */
export async function forgetQuestions(tx: Queryable, ids: MessageId[]): Promise<void> {
  if (ids.length === 0) return;
  const asked = inArray(answers.questionId, ids);
  const theirs = tx.select({ id: answers.messageId }).from(answers).where(asked);
  await tx.update(gapQuestions).set({ gapId: null, terms: [] }).where(inArray(gapQuestions.answerId, theirs));
  await tx
    .update(unsaidAnswers)
    .set({ text: ERASED_WORDS, citations: [] })
    .where(inArray(unsaidAnswers.answerId, theirs));
  await tx.update(answers).set({ question: ERASED_WORDS, findings: [] }).where(asked);
}

/** What was split off keeps what its answers rest on. */
export async function leaveEvidenceBehind(
  tx: Queryable,
  { id, leaving }: { id: MessageId; leaving: ConversationId[] },
): Promise<void> {
  const [copy] = await tx
    .select({ id: messages.id, conversationId: messages.conversationId })
    .from(messages)
    .where(and(eq(messages.originId, id), notInArray(messages.conversationId, leaving)))
    .orderBy(sql`${messages.moves}`)
    .limit(1);
  if (!copy) return;
  await tx
    .update(answers)
    .set({ messageId: copy.id, conversationId: copy.conversationId })
    .where(eq(answers.messageId, id));
}
