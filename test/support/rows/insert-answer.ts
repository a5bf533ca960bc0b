import { createHash } from 'node:crypto';
import type { Queryable } from '../../../db/connection/database.ts';
import { answers } from '../../../db/schema/schema.ts';
import type { ConversationId, MessageId, ProjectId } from '../../../domain/ids.ts';
import { newId } from '../../../domain/ids.ts';

type Row = typeof answers.$inferInsert;

/** What the assistant's answer rests on: of a question that the docs did not answer, unless told otherwise. */
export async function insertAnswer(
  db: Queryable,
  row: { projectId: ProjectId; conversationId: ConversationId; question: string } & Partial<Row>,
): Promise<MessageId> {
  const messageId = row.messageId ?? newId('msg');
  await db.insert(answers).values({
    ...{ outcome: 'unknown', passages: [], articles: [], cited: [], promptVersion: '', findings: [] },
    ...{ tries: 0, attempts: 1, tokensIn: 0, tokensOut: 0, milliseconds: 1 },
    ...row,
    messageId,
  });
  return messageId;
}

/** As the evidence has it. */
export const hashOfPassage = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);
