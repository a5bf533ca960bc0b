import { and, eq, inArray, sql } from 'drizzle-orm';
import type { PassageSince, ShownEvidence } from '../../domain/assistant/shown-evidence.ts';
import type { ArticleId, ConversationId, MessageId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { answers, articles, messages, passages } from '../schema/schema.ts';

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

/** As agents see it: with what became of its passages since. */
export async function shownEvidence(
  db: Queryable,
  { projectId, evidence }: { projectId: ProjectId; evidence: AnswerRow },
): Promise<ShownEvidence> {
  const { outcome, reason, model, promptVersion, findings, tries, attempts, cost, milliseconds } = evidence;
  const { rows } = await db.execute<{ id: ArticleId; hashes: string[] }>(sql`
    select ${articles.id} as id, array_agg(left(encode(sha256(convert_to(${passages.text}, 'UTF8')), 'hex'), 16)) as hashes
    from ${articles} join ${passages} on ${passages.articleId} = ${articles.id}
    where ${articles.projectId} = ${projectId} and ${inArray(articles.id, evidence.articles)}
    group by ${articles.id}`);
  const now = new Map(rows.map(({ id, hashes }) => [id, hashes]));
  return {
    ...{ outcome, reason, model, promptVersion, findings, tries, attempts, cost, milliseconds },
    tokens: { in: evidence.tokensIn, out: evidence.tokensOut },
    helpful: evidence.helpful,
    passages: evidence.passages.map((passage) => ({
      ...passage,
      cited: evidence.cited.includes(passage.articleId),
      since: sinceThen(now.get(passage.articleId), passage.hash),
    })),
  };
}

function sinceThen(hashes: string[] | undefined, hash: string): PassageSince {
  if (!hashes) return 'gone';
  return hashes.includes(hash) ? 'same' : 'changed';
}
