import { and, eq, exists, inArray, notInArray, sql } from 'drizzle-orm';
import { ERASED_WORDS } from '../../domain/project/erasure.ts';
import type { ConversationId, MessageId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import {
  answers,
  comparisonQuestions,
  gapQuestions,
  messages,
  testQuestions,
  unsaidAnswers,
} from '../schema/schema.ts';

/** Of messages that are erased where their conversation stays: an answer's row says no more what was asked. */
export async function forgetQuestions(tx: Queryable, ids: MessageId[]): Promise<void> {
  if (ids.length === 0) return;
  await forgetRepeated(tx, ids);
  const asked = inArray(answers.questionId, ids);
  const theirs = tx.select({ id: answers.messageId }).from(answers).where(asked);
  await tx.update(gapQuestions).set({ gapId: null, terms: [] }).where(inArray(gapQuestions.answerId, theirs));
  await tx
    .update(unsaidAnswers)
    .set({ text: ERASED_WORDS, citations: [] })
    .where(inArray(unsaidAnswers.answerId, theirs));
  await tx.update(answers).set({ question: ERASED_WORDS, findings: [] }).where(asked);
}

/** Whatever was asked again with what was said before it: tests out of the same conversation, and answers to its questions. */
async function forgetRepeated(tx: Queryable, ids: MessageId[]): Promise<void> {
  const erased = and(inArray(messages.id, ids), eq(messages.conversationId, testQuestions.conversationId));
  const askedBefore = sql`select from messages as asked where asked.id = 'msg_' || substr(${testQuestions.id}, 5)
    and asked.conversation_id = ${messages.conversationId} and asked.seq < ${messages.seq}`;
  const told = tx
    .select({ one: sql`1` })
    .from(messages)
    .where(and(erased, sql`not exists (${askedBefore})`));
  await tx.delete(testQuestions).where(exists(told));
  const talks = tx.select({ id: messages.conversationId }).from(messages).where(inArray(messages.id, ids));
  const around = tx
    .select({ id: answers.messageId })
    .from(answers)
    .where(inArray(answers.conversationId, talks));
  await tx.delete(comparisonQuestions).where(inArray(comparisonQuestions.answerId, around));
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
