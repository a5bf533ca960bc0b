import { and, eq, inArray } from 'drizzle-orm';
import type { ArticleId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { articles } from '../schema/schema.ts';

/** What articles are called, those that are still there. */
export async function articleTitles(
  db: Queryable,
  { projectId, ids }: { projectId: ProjectId; ids: ArticleId[] },
): Promise<Map<ArticleId, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: articles.id, title: articles.title })
    .from(articles)
    .where(and(eq(articles.projectId, projectId), inArray(articles.id, ids)));
  return new Map(rows.map(({ id, title }) => [id, title]));
}
