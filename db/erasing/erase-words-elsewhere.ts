import { and, eq, inArray, or, sql } from 'drizzle-orm';
import { ERASED_ADDRESS, ERASED_WORDS, type Erased } from '../../domain/project/erasure.ts';
import type { ConversationId, ProjectId } from '../../domain/ids.ts';
import { forgetQuestions } from '../assistant/forget-questions.ts';
import type { Queryable } from '../connection/database.ts';
import { inboundEmails, messages } from '../schema/schema.ts';

interface Writer {
  projectId: ProjectId;
  /** Lower case. */
  addresses: string[];
}

/** What somebody wrote into conversations that are not theirs: the message says that it was erased, the mail is deleted. */
export async function eraseWordsElsewhere(
  tx: Queryable,
  { projectId, addresses }: Writer,
): Promise<{ erased: Pick<Erased, 'messages' | 'mails'>; touched: ConversationId[] }> {
  const theirs = and(
    eq(inboundEmails.projectId, projectId),
    inArray(sql`lower(${inboundEmails.fromEmail})`, addresses),
  );
  const mails = await tx.select({ id: inboundEmails.id }).from(inboundEmails).where(theirs);
  const emailIds = mails.map(({ id }) => id);
  const rows = await tx
    .update(messages)
    .set({
      text: ERASED_WORDS,
      author: sql`case when ${messages.author}->>'by' = 'other'
        then ${JSON.stringify({ by: 'other', email: ERASED_ADDRESS, name: '' })}::jsonb else ${messages.author} end`,
      emailId: null,
      revision: sql`(select revision + 1 from conversations where id = ${messages.conversationId})`,
    })
    .where(
      and(
        eq(messages.projectId, projectId),
        or(
          inArray(messages.emailId, emailIds),
          and(
            sql`${messages.author}->>'by' = 'other'`,
            inArray(sql`lower(${messages.author}->>'email')`, addresses),
          ),
        ),
      ),
    )
    .returning({ id: messages.id, conversationId: messages.conversationId });
  await forgetQuestions(
    tx,
    rows.map(({ id }) => id),
  );
  if (emailIds.length > 0) await tx.delete(inboundEmails).where(inArray(inboundEmails.id, emailIds));
  const touched = [...new Set(rows.map(({ conversationId }) => conversationId))];
  return { erased: { messages: rows.length, mails: emailIds.length }, touched };
}
