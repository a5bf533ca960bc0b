import { and, eq, inArray, sql } from 'drizzle-orm';
import type { ArticleId, ConversationId, MessageId, ProjectId } from '../../domain/ids.ts';
import { VOTED_ON } from '../../domain/assistant/evidence.ts';
import type { Database, Queryable } from '../connection/database.ts';
import { touchMessages } from './transcript.ts';
import { firstSaid, shownHere } from '../schema/shown-here.ts';
import { answers, messages } from '../schema/schema.ts';

/** A customer's thumb on an answer that they see in a conversation; null takes it back. The last one counts. @returns whether there is such an answer. */
export function setThumb(
  db: Database,
  given: { conversationId: ConversationId; messageId: MessageId; helpful: boolean | null },
): Promise<boolean> {
  const { conversationId, messageId, helpful } = given;
  return db.transaction(async (tx) => {
    const seen = tx
      .select({ id: firstSaid })
      .from(messages)
      .where(
        and(
          ...[eq(messages.id, messageId), eq(messages.conversationId, conversationId), shownHere],
          ...[eq(messages.audience, 'everyone'), eq(messages.forVisitor, true)],
        ),
      );
    const [before] = await tx
      .select()
      .from(answers)
      .where(and(inArray(answers.messageId, seen), inArray(answers.outcome, VOTED_ON)))
      .for('update');
    if (!before) return false;
    if (before.helpful === helpful) return true;
    const { messageId: id } = before;
    await tx
      .update(answers)
      .set({ helpful, helpfulAt: helpful === null ? null : sql`now()` })
      .where(eq(answers.messageId, id));
    await touchMessages(tx, before.conversationId, [id]);
    return true;
  });
}

export interface Thumbs {
  helpful: number;
  unhelpful: number;
}

/** What customers said of the last 90 days' answers, by the articles that these cite. */
export async function countThumbs(db: Queryable, projectId: ProjectId): Promise<Map<ArticleId, Thumbs>> {
  const { rows } = await db.execute<{ id: ArticleId; helpful: number; unhelpful: number }>(sql`
    select article as id, count(*) filter (where helpful)::int as helpful,
      count(*) filter (where not helpful)::int as unhelpful
    from ${answers} cross join lateral unnest(cited) as article
    where project_id = ${projectId} and helpful is not null and created_at > now() - interval '90 days'
    group by article`);
  return new Map(rows.map(({ id, helpful, unhelpful }) => [id, { helpful, unhelpful }]));
}
