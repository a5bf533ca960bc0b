import { and, asc, eq, gt, lte, sql } from 'drizzle-orm';
import { expectedOf, whatCame, type Expected } from '../../domain/evaluations/expectation.ts';
import type { ConversationId, MessageId } from '../../domain/ids.ts';
import type { Turn } from '../../domain/knowledge/turn.ts';
import { MAX_TEST_TURNS, MAX_TRIAL_QUESTION } from '../../domain/limits.ts';
import { shorten } from '../../domain/text/shorten.ts';
import type { Queryable } from '../connection/database.ts';
import { messages } from '../schema/schema.ts';

/** A question as it was really asked, and what the assistant made of it; null: no customer asked that, or it did not answer. */
export async function findRealQuestion(
  db: Queryable,
  { conversationId, messageId }: { conversationId: ConversationId; messageId: MessageId },
): Promise<{ turns: Turn[]; expected: Expected } | null> {
  const isSaid = and(
    eq(messages.conversationId, conversationId),
    eq(messages.kind, 'message'),
    eq(messages.audience, 'everyone'),
  );
  const [asked] = await db
    .select({ seq: messages.seq, author: messages.author })
    .from(messages)
    .where(and(isSaid, eq(messages.id, messageId)));
  if (asked?.author.by !== 'customer') return null;
  const [answer] = await db
    .select()
    .from(messages)
    .where(and(isSaid, gt(messages.seq, asked.seq), sql`${messages.author}->>'by' = 'assistant'`))
    .orderBy(asc(messages.seq))
    .limit(1);
  if (!answer) return null;
  const said = await db
    .select({ author: messages.author, text: messages.text })
    .from(messages)
    .where(and(isSaid, lte(messages.seq, asked.seq)))
    .orderBy(asc(messages.seq));
  const turns = said.flatMap(({ author: { by }, text }) =>
    by === 'customer' || by === 'assistant' || by === 'agent'
      ? [{ by, text: shorten(text, MAX_TRIAL_QUESTION) }]
      : [],
  );
  const { text, citations, escalationReason } = answer;
  const outcome = escalationReason === null ? 'answered' : 'escalate';
  return {
    turns: turns.slice(-MAX_TEST_TURNS),
    expected: expectedOf(whatCame({ outcome, text, citations })),
  };
}
