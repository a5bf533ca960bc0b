import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { newId, type ArticleId, type ProjectId, type SourceId } from '../../domain/ids.ts';
import { splitArticle } from '../../domain/knowledge/passages.ts';
import type { ArticleAudience } from '../../domain/knowledge/sources/source.ts';
import { languageOf } from '../../domain/language/guess-language.ts';
import type { Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import { articleVersions, articles, passages, projects } from '../schema/schema.ts';

/** Six values a row: far below the 65,534 parameters a statement may have. */
const ROWS_PER_INSERT = 2_000;

/** Of one article; a page that changes daily would fill the table otherwise. */
const VERSIONS_KEPT = 20;

export interface ArticleToWrite {
  id: ArticleId;
  projectId: ProjectId;
  title: string;
  text: string;
  sourceId?: SourceId;
  externalId?: string;
  sourceUrl?: string | null;
  /** What a new one begins with; somebody may have decided otherwise since. */
  audience?: ArticleAudience | undefined;
  folder?: string | undefined;
  /** Set where a source was looked at. */
  checkedAt?: Date;
}

export type Written = 'new' | 'changed' | 'unchanged';

/**
 * Writes an article and its passages, new or over the old ones, and keeps what it said before. What stays the same changes nothing.
 * @returns null when the id belongs to another project's article: nothing was written.
 */
export async function writeArticle(
  tx: Queryable,
  article: ArticleToWrite,
  why: 'edited' | 'read' | 'api',
): Promise<Written | null> {
  const { id, projectId, title, text, checkedAt, sourceUrl } = article;
  const [before] = await tx
    .select({ projectId: articles.projectId, title: articles.title, text: articles.text })
    .from(articles)
    .where(eq(articles.id, id))
    .for('update');
  if (before && before.projectId !== projectId) return null;
  const seen = { ...(checkedAt && { checkedAt, vanishedAt: null, keptVanished: false }) };
  if (before?.title === title && before.text === text) {
    const also = { ...seen, ...(sourceUrl !== undefined && { sourceUrl }) };
    if (Object.keys(also).length > 0) await tx.update(articles).set(also).where(eq(articles.id, id));
    return 'unchanged';
  }
  const revision = await docsChanged(tx, projectId);
  // Whoever wrote it in the same moment had the project's row until now.
  if (!before && (await isThere(tx, id))) return writeArticle(tx, article, why);
  const language = languageOf(`${title}\n${text}`);
  const content = { title, text, language, revision, ...seen, ...(sourceUrl !== undefined && { sourceUrl }) };
  if (before) {
    await keepVersion(tx, id, { title: before.title, text: before.text, why });
    await tx
      .update(articles)
      .set({ ...content, updatedAt: sql`now()` })
      .where(eq(articles.id, id));
  } else {
    const { sourceId, externalId, audience, folder } = article;
    await tx.insert(articles).values({ id, projectId, ...content, sourceId, externalId, audience, folder });
  }
  await writePassages(tx, article);
  return before ? 'changed' : 'new';
}

async function isThere(tx: Queryable, id: ArticleId): Promise<boolean> {
  return (await tx.select({ id: articles.id }).from(articles).where(eq(articles.id, id))).length > 0;
}

async function keepVersion(
  tx: Queryable,
  articleId: ArticleId,
  version: Pick<typeof articleVersions.$inferInsert, 'title' | 'text' | 'why'>,
): Promise<void> {
  await tx.insert(articleVersions).values({ id: newId('ver'), articleId, ...version });
  const older = tx
    .select({ id: articleVersions.id })
    .from(articleVersions)
    .where(eq(articleVersions.articleId, articleId))
    .orderBy(desc(articleVersions.at), asc(articleVersions.id))
    .offset(VERSIONS_KEPT);
  await tx.delete(articleVersions).where(inArray(articleVersions.id, older));
}

async function writePassages(tx: Queryable, { id, projectId, title, text }: ArticleToWrite): Promise<void> {
  await tx.delete(passages).where(and(eq(passages.articleId, id), eq(passages.projectId, projectId)));
  const rows = splitArticle({ title, text }).map((piece, position) => ({
    id: newId('psg'),
    ...{ projectId, articleId: id, position },
    ...piece,
  }));
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT)
    await tx.insert(passages).values(rows.slice(from, from + ROWS_PER_INSERT));
}

/** @returns the new revision of the project's docs. */
export async function docsChanged(tx: Queryable, projectId: ProjectId): Promise<number> {
  const [project] = await tx
    .update(projects)
    .set({ docsRevision: sql`${projects.docsRevision} + 1` })
    .where(eq(projects.id, projectId))
    .returning({ revision: projects.docsRevision });
  await notify(tx, { kind: 'docs', projectId });
  return project?.revision ?? 0;
}
