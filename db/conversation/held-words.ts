import { eq } from 'drizzle-orm';
import type { HeldAnswer } from '../../domain/assistant/modes/mode.ts';
import type { Outgoing } from '../../domain/conversation/held-reply.ts';
import { filesById } from '../files/attachments.ts';
import type { Queryable } from '../connection/database.ts';
import { unsaidAnswers } from '../schema/schema.ts';

/** Names the files of held replies and the words of an answer that waits, so that they can be shown. */
export async function withWords(db: Queryable, outgoing: Outgoing | null): Promise<Outgoing | null> {
  if (!outgoing) return null;
  const files = await filesById(
    db,
    outgoing.held.flatMap(({ attachments = [] }) => attachments),
  );
  const held = outgoing.held.map((reply) => {
    const theirs = (reply.attachments ?? []).flatMap((id) => files.get(id) ?? []);
    return theirs.length > 0 ? { ...reply, files: theirs } : reply;
  });
  return { ...outgoing, held, ...(outgoing.answer && { answer: await shownAnswer(db, outgoing.answer) }) };
}

async function shownAnswer(db: Queryable, answer: HeldAnswer): Promise<HeldAnswer> {
  const { text, citations, draftId } = unsaidAnswers;
  const [words] = await db.select({ text, citations }).from(unsaidAnswers).where(eq(draftId, answer.draftId));
  return { ...answer, ...words };
}
