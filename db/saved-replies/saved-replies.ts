import { and, asc, eq, isNull, or, sql } from 'drizzle-orm';
import type { Attachment } from '../../domain/attachment.ts';
import type { AgentId, ProjectId, SavedReplyId } from '../../domain/ids.ts';
import { MAX_SAVED_REPLIES, type SavedReply } from '../../domain/saved-replies/saved-reply.ts';
import type { Queryable } from '../connection/database.ts';
import { savedReplyFiles } from './saved-reply-files.ts';
import { savedReplies } from '../schema/schema.ts';

type Row = typeof savedReplies.$inferSelect;

const toSavedReply = (
  { id, name, text, language, acts, ownerId, authorId }: Row,
  files: Attachment[],
): SavedReply => ({
  ...{ id, name, text, language, acts, files },
  owner: ownerId,
  author: authorId,
});

/** The team's and the agent's own, by name. */
export async function listSavedReplies(
  db: Queryable,
  { projectId, agentId }: { projectId: ProjectId; agentId: AgentId },
): Promise<SavedReply[]> {
  const rows = await db
    .select()
    .from(savedReplies)
    .where(
      and(
        eq(savedReplies.projectId, projectId),
        or(isNull(savedReplies.ownerId), eq(savedReplies.ownerId, agentId)),
      ),
    )
    .orderBy(asc(sql`lower(${savedReplies.name})`), asc(savedReplies.id))
    .limit(MAX_SAVED_REPLIES);
  const files = await savedReplyFiles(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => toSavedReply(row, files.get(row.id) ?? []));
}

export async function findSavedReply(
  db: Queryable,
  { id, projectId }: { id: SavedReplyId; projectId: ProjectId },
): Promise<SavedReply | null> {
  const [row] = await db
    .select()
    .from(savedReplies)
    .where(and(eq(savedReplies.id, id), eq(savedReplies.projectId, projectId)));
  if (!row) return null;
  const files = await savedReplyFiles(db, [row.id]);
  return toSavedReply(row, files.get(row.id) ?? []);
}

/** Whether another one that the same people see first under this name is there. */
export async function isNameTaken(
  db: Queryable,
  { id, projectId, name, owner }: Pick<SavedReply, 'id' | 'name' | 'owner'> & { projectId: ProjectId },
): Promise<boolean> {
  const rows = await db
    .select({ id: savedReplies.id })
    .from(savedReplies)
    .where(
      and(
        eq(savedReplies.projectId, projectId),
        owner ? eq(savedReplies.ownerId, owner) : isNull(savedReplies.ownerId),
        eq(sql`lower(${savedReplies.name})`, name.toLowerCase()),
      ),
    );
  return rows.some((row) => row.id !== id);
}

/** New, or over the old one. @returns false when the id is another project's. */
export async function saveSavedReply(
  tx: Queryable,
  { projectId, ...reply }: Omit<SavedReply, 'files'> & { projectId: ProjectId },
): Promise<boolean> {
  const { id, name, text, language, acts, owner, author } = reply;
  const content = { name, text, language, acts, ownerId: owner };
  const rows = await tx
    .insert(savedReplies)
    .values({ id, projectId, authorId: author, ...content })
    .onConflictDoUpdate({
      target: savedReplies.id,
      set: { ...content, updatedAt: sql`now()` },
      setWhere: eq(savedReplies.projectId, projectId),
    })
    .returning({ id: savedReplies.id });
  return rows.length > 0;
}

export async function deleteSavedReply(
  tx: Queryable,
  { id, projectId }: { id: SavedReplyId; projectId: ProjectId },
): Promise<void> {
  await tx.delete(savedReplies).where(and(eq(savedReplies.id, id), eq(savedReplies.projectId, projectId)));
}
