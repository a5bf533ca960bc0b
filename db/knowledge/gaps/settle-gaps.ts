import { and, eq, sql } from 'drizzle-orm';
import type { AgentId, ArticleId, GapId, ProjectId } from '../../../domain/ids.ts';
import type { Queryable } from '../../connection/database.ts';
import { notify } from '../../connection/feed.ts';
import { articles, gapDrafts, gapQuestions, gaps } from '../../schema/schema.ts';

export interface GapPlace {
  projectId: ProjectId;
  gapId: GapId;
}

const here = ({ projectId, gapId }: GapPlace) => and(eq(gaps.projectId, projectId), eq(gaps.id, gapId));

/** Says that it is no gap, or that it is one after all. @returns false: there is none. */
export async function dismissGap(
  tx: Queryable,
  { dismissed, agentId, ...place }: GapPlace & { dismissed: boolean; agentId: AgentId },
): Promise<boolean> {
  const settled = dismissed
    ? { state: 'dismissed' as const, settledAt: sql`now()`, settledBy: agentId }
    : { state: 'open' as const, settledAt: null, settledBy: null };
  const changed = await tx.update(gaps).set(settled).where(here(place)).returning({ id: gaps.id });
  if (changed.length > 0) await notify(tx, { kind: 'gaps', projectId: place.projectId });
  return changed.length > 0;
}

/** An article is to answer it: its questions are to be asked again. @returns false: there is no such gap. */
export async function fillGap(
  tx: Queryable,
  { articleId, agentId, ...place }: GapPlace & { articleId: ArticleId; agentId: AgentId },
): Promise<boolean> {
  const filled = { state: 'filled' as const, articleId, settledAt: sql`now()`, settledBy: agentId };
  const changed = await tx.update(gaps).set(filled).where(here(place)).returning({ id: gaps.id });
  if (changed.length === 0) return false;
  await tx.delete(gapDrafts).where(eq(gapDrafts.gapId, place.gapId));
  return beginTrying(tx, place);
}

/** @returns false: there is no such gap. */
export async function beginTrying(tx: Queryable, place: GapPlace): Promise<boolean> {
  const begun = await tx
    .update(gaps)
    .set({ tryingSince: sql`now()` })
    .where(here(place))
    .returning({ id: gaps.id });
  if (begun.length === 0) return false;
  await tx.update(gapQuestions).set({ answeredNow: null }).where(eq(gapQuestions.gapId, place.gapId));
  await notify(tx, { kind: 'gaps', projectId: place.projectId });
  return true;
}

export async function readGap(db: Queryable, place: GapPlace) {
  const [row] = await db
    .select({
      ...{ state: gaps.state, tryingSince: gaps.tryingSince, triedAt: gaps.triedAt },
      article: { id: articles.id, title: articles.title, enabled: articles.enabled },
    })
    .from(gaps)
    .leftJoin(articles, eq(articles.id, gaps.articleId))
    .where(here(place));
  if (!row) return null;
  const { tryingSince, triedAt, ...rest } = row;
  return { ...rest, isTrying: tryingSince !== null, triedAt: triedAt?.toISOString() ?? null };
}
