import { and, desc, eq } from 'drizzle-orm';
import type { ArticleId, ProjectId, VersionId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { articles, articleVersions } from '../schema/schema.ts';

/** What an article said before, the newest first. */
export async function listVersions(
  db: Queryable,
  { projectId, id }: { projectId: ProjectId; id: ArticleId },
) {
  const rows = await db
    .select({ id: articleVersions.id, at: articleVersions.at, why: articleVersions.why })
    .from(articleVersions)
    .innerJoin(articles, eq(articles.id, articleVersions.articleId))
    .where(and(eq(articles.projectId, projectId), eq(articles.id, id)))
    .orderBy(desc(articleVersions.at));
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** @returns a version and what its article says now; null where there is none. */
export async function getVersion(
  db: Queryable,
  { projectId, id, versionId }: { projectId: ProjectId; id: ArticleId; versionId: VersionId },
) {
  const [row] = await db
    .select({
      before: { title: articleVersions.title, text: articleVersions.text },
      now: { title: articles.title, text: articles.text },
    })
    .from(articleVersions)
    .innerJoin(articles, eq(articles.id, articleVersions.articleId))
    .where(and(eq(articles.projectId, projectId), eq(articles.id, id), eq(articleVersions.id, versionId)));
  return row ?? null;
}
