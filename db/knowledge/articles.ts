import { and, asc, count, desc, eq, sql } from 'drizzle-orm';
import { newId, type ArticleId, type PassageId, type ProjectId } from '../../domain/ids.ts';
import { splitArticle } from '../../domain/knowledge/passages.ts';
import type { Queryable } from '../connection/database.ts';
import { articles, passages, projects } from '../schema/schema.ts';

/** Six values a row: far below the 65,534 parameters a statement may have. */
const ROWS_PER_INSERT = 2_000;

/** A passage as the assistant reads it. */
export interface LoadedPassage {
  id: PassageId;
  articleId: ArticleId;
  title: string;
  heading: string | null;
  text: string;
}

export interface LoadedPassages {
  revision: number;
  passages: LoadedPassage[];
}

export interface ArticleRow {
  id: ArticleId;
  title: string;
  passages: number;
  /** ISO 8601. */
  updatedAt: string;
}

/**
 * Writes an article and its passages, new or over the old ones.
 * @returns null when the id belongs to another project's article: nothing was written.
 */
export async function saveArticle(
  db: Queryable,
  article: { id: ArticleId; projectId: ProjectId; title: string; text: string },
): Promise<{ isNew: boolean } | null> {
  const { id, projectId } = article;
  const content = { title: article.title, text: article.text };
  const pieces = splitArticle(content);
  return db.transaction(async (tx) => {
    const written = await tx
      .insert(articles)
      .values({ id, projectId, ...content })
      .onConflictDoUpdate({
        target: articles.id,
        set: { ...content, updatedAt: sql`now()` },
        setWhere: eq(articles.projectId, projectId),
      })
      // A row that an insert made has no transaction that ended it.
      .returning({ isNew: sql<boolean>`xmax = 0` });
    const [saved] = written;
    if (!saved) return null;
    await tx.delete(passages).where(eq(passages.articleId, id));
    const rows = pieces.map((piece, position) => ({
      id: newId('psg'),
      projectId,
      articleId: id,
      position,
      ...piece,
    }));
    for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
      await tx.insert(passages).values(rows.slice(from, from + ROWS_PER_INSERT));
    }
    await docsChanged(tx, projectId);
    return saved;
  });
}

/** @returns its title; null when there was none. */
export async function deleteArticle(
  db: Queryable,
  { projectId, id }: { projectId: ProjectId; id: ArticleId },
): Promise<string | null> {
  return db.transaction(async (tx) => {
    const [gone] = await tx
      .delete(articles)
      .where(and(eq(articles.projectId, projectId), eq(articles.id, id)))
      .returning({ title: articles.title });
    if (gone) await docsChanged(tx, projectId);
    return gone?.title ?? null;
  });
}

async function docsChanged(tx: Queryable, projectId: ProjectId): Promise<void> {
  await tx
    .update(projects)
    .set({ docsRevision: sql`${projects.docsRevision} + 1` })
    .where(eq(projects.id, projectId));
}

/** The last changed first. */
export async function listArticles(db: Queryable, projectId: ProjectId): Promise<ArticleRow[]> {
  const rows = await db
    .select({
      id: articles.id,
      title: articles.title,
      passages: count(passages.id),
      updatedAt: articles.updatedAt,
    })
    .from(articles)
    .leftJoin(passages, eq(passages.articleId, articles.id))
    .where(eq(articles.projectId, projectId))
    .groupBy(articles.id)
    .orderBy(desc(articles.updatedAt), asc(articles.id));
  return rows.map((row) => ({ ...row, updatedAt: row.updatedAt.toISOString() }));
}

export async function getArticle(
  db: Queryable,
  { projectId, id }: { projectId: ProjectId; id: ArticleId },
): Promise<{ id: ArticleId; title: string; text: string; updatedAt: string } | null> {
  const [row] = await db
    .select({ id: articles.id, title: articles.title, text: articles.text, updatedAt: articles.updatedAt })
    .from(articles)
    .where(and(eq(articles.projectId, projectId), eq(articles.id, id)));
  return row ? { ...row, updatedAt: row.updatedAt.toISOString() } : null;
}

/** Everything the assistant may answer from. The revision is read first: passages may be newer than it says, never older. */
export async function loadPassages(db: Queryable, projectId: ProjectId): Promise<LoadedPassages> {
  const [project] = await db
    .select({ revision: projects.docsRevision })
    .from(projects)
    .where(eq(projects.id, projectId));
  const rows = await db
    .select({
      id: passages.id,
      articleId: passages.articleId,
      title: articles.title,
      heading: passages.heading,
      text: passages.text,
    })
    .from(passages)
    .innerJoin(articles, eq(articles.id, passages.articleId))
    .where(eq(passages.projectId, projectId))
    .orderBy(asc(passages.articleId), asc(passages.position));
  return { revision: project?.revision ?? 0, passages: rows };
}
