import { and, eq, inArray, type SQL } from 'drizzle-orm';
import type { ArticleId, ProjectId } from '../../../domain/ids.ts';
import type { Queryable } from '../../connection/database.ts';
import { articles } from '../../schema/schema.ts';
import { noteCorrections } from './note-corrections.ts';

/** After articles were switched off, which say nothing then, or on. */
export async function noteArranged(
  tx: Queryable,
  { projectId, ids }: { projectId: ProjectId; ids: ArticleId[] },
): Promise<void> {
  const rows = await tx
    .select({ id: articles.id, title: articles.title, text: articles.text, enabled: articles.enabled })
    .from(articles)
    .where(and(eq(articles.projectId, projectId), inArray(articles.id, ids)));
  for (const { id: articleId, title, text, enabled } of rows) {
    const now = enabled ? `${title}\n${text}` : '';
    await noteCorrections(tx, { projectId, articleId, now, cause: enabled ? 'changed' : 'off' });
  }
}

/** Before articles are deleted. */
export async function noteDeleted(
  tx: Queryable,
  { projectId, which }: { projectId: ProjectId; which: SQL | undefined },
): Promise<void> {
  const rows = await tx.select({ id: articles.id }).from(articles).where(which);
  for (const { id: articleId } of rows)
    await noteCorrections(tx, { projectId, articleId, now: '', cause: 'deleted' });
}
