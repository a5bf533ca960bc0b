import { and, eq, sql } from 'drizzle-orm';
import type { ArticleId, GapId, MessageId, ProjectId } from '../../../domain/ids.ts';
import type { ArticleDraft } from '../../../domain/knowledge/gaps/gap.ts';
import type { Queryable } from '../../connection/database.ts';
import { notify } from '../../connection/feed.ts';
import { gapDrafts, gaps } from '../../schema/schema.ts';

export interface DraftPlace {
  projectId: ProjectId;
  gapId: GapId;
}

/** Takes the place of an earlier one, under the id that its article has already. `isWriting`: a model begins from it. */
export async function saveGapDraft(
  tx: Queryable,
  saved: DraftPlace & { messageId: MessageId; articleId: ArticleId; draft: ArticleDraft; isWriting: boolean },
): Promise<void> {
  const { projectId, gapId, messageId, articleId, draft, isWriting } = saved;
  const written = { ...draft, messageId, problem: null, writingSince: isWriting ? sql`now()` : null };
  await tx
    .insert(gapDrafts)
    .values({ gapId, articleId, ...written })
    .onConflictDoUpdate({ target: gapDrafts.gapId, set: written });
  await notify(tx, { kind: 'gaps', projectId });
}

/** What a model made of it, or why it did not. Nothing where it is not wanted any more. */
export async function finishGapDraft(
  db: Queryable,
  {
    gapId,
    messageId,
    ...made
  }: { gapId: GapId; messageId: MessageId } & ({ draft: ArticleDraft } | { problem: string }),
): Promise<void> {
  await db.transaction(async (tx) => {
    const set = 'draft' in made ? { ...made.draft, problem: null } : { problem: made.problem };
    const changed = await tx
      .update(gapDrafts)
      .set({ ...set, writingSince: null })
      .where(and(eq(gapDrafts.gapId, gapId), eq(gapDrafts.messageId, messageId)))
      .returning({ gapId: gapDrafts.gapId });
    if (changed.length === 0) return;
    const [gap] = await tx.select({ projectId: gaps.projectId }).from(gaps).where(eq(gaps.id, gapId));
    if (gap) await notify(tx, { kind: 'gaps', projectId: gap.projectId });
  });
}

export async function findGapDraft(db: Queryable, { projectId, gapId }: DraftPlace) {
  const [row] = await db
    .select({ draft: gapDrafts })
    .from(gapDrafts)
    .innerJoin(gaps, eq(gaps.id, gapDrafts.gapId))
    .where(and(eq(gaps.projectId, projectId), eq(gaps.id, gapId)));
  if (!row) return null;
  const { messageId, articleId, title, text, by, personal, writingSince, problem } = row.draft;
  return { messageId, articleId, title, text, by, personal, isWriting: writingSince !== null, problem };
}
