import { sql } from 'drizzle-orm';
import type { Trial } from '../../domain/evaluations/trial.ts';
import type { ConversationId, MessageId } from '../../domain/ids.ts';
import type { Turn } from '../../domain/knowledge/turn.ts';
import { MAX_TEST_TURNS, MAX_TRIAL_QUESTION } from '../../domain/limits.ts';
import type { Author, Channel } from '../../domain/message.ts';
import type { Queryable } from '../connection/database.ts';
import { messages } from '../schema/schema.ts';
import { shownHere } from '../schema/shown-here.ts';

/** A question of a conversation with what was said before it, and whom an answer would go to; without the latter where it is not there any more. */
export async function readAsked(
  db: Queryable,
  asked: { conversationId: ConversationId; questionId: MessageId | null; question: string },
): Promise<Pick<Trial, 'turns' | 'reader'>> {
  const { conversationId, questionId, question } = asked;
  const { rows } = await db.execute<{
    author: Author;
    channel: Channel;
    text: string;
    isSignedIn: boolean;
  }>(sql`
    select ${messages.author}, ${messages.channel}, left(${messages.text}, ${MAX_TRIAL_QUESTION}) as text,
      exists (select from identities join conversations on conversations.visitor_id = identities.visitor_id
        where conversations.id = ${conversationId}) as "isSignedIn"
    from ${messages} join messages as asked on asked.id = ${questionId} and asked.conversation_id = ${messages.conversationId}
    where ${messages.conversationId} = ${conversationId} and ${messages.seq} <= asked.seq
      and ${messages.kind} = 'message' and ${messages.audience} = 'everyone' and ${shownHere}
    order by ${messages.seq} desc limit ${MAX_TEST_TURNS}`);
  const turns = rows
    .reverse()
    .flatMap(({ author: { by }, text }): Turn[] =>
      by === 'customer' || by === 'assistant' || by === 'agent' ? [{ by, text }] : [],
    );
  const last = rows.at(-1);
  if (turns.at(-1)?.by !== 'customer' || !last) return { turns: [{ by: 'customer', text: question }] };
  const isMailed = last.channel === 'email';
  // A mail shows nobody's identity.
  return { turns, reader: { isMailed, isIdentified: last.isSignedIn && !isMailed } };
}
