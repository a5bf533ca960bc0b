import { and, eq } from 'drizzle-orm';
import type { DraftId, MessageId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { messages, unsaidAnswers } from '../schema/schema.ts';

interface Pair {
  projectId: ProjectId;
  draftId: DraftId;
  replyId: MessageId;
}

const shadowOf = ({ projectId, draftId }: Pair) =>
  and(
    eq(unsaidAnswers.projectId, projectId),
    eq(unsaidAnswers.draftId, draftId),
    eq(unsaidAnswers.isShadow, true),
  );

/** What the assistant would have said, and what an agent did; null: one of them is gone. */
export async function loadPair(db: Queryable, pair: Pair): Promise<{ draft: string; reply: string } | null> {
  const reply = and(eq(messages.id, pair.replyId), eq(messages.projectId, pair.projectId));
  const [row] = await db
    .select({ draft: unsaidAnswers.text, reply: messages.text })
    .from(unsaidAnswers)
    .innerJoin(messages, reply)
    .where(shadowOf(pair));
  return row ?? null;
}

/** `agrees` is null where the assistant had no words. */
export async function saveAgreement(
  db: Queryable,
  { likeness, agrees, ...pair }: Pair & { likeness: number | null; agrees: boolean | null },
): Promise<void> {
  await db.update(unsaidAnswers).set({ replyId: pair.replyId, likeness, agrees }).where(shadowOf(pair));
}
