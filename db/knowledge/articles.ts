import { and, asc, count, desc, eq, inArray, isNotNull, sql, type SQL } from 'drizzle-orm';
import type { ArticleId, ProjectId, SourceId } from '../../domain/ids.ts';
import type { ArticleAudience } from '../../domain/knowledge/sources/source.ts';
import type { Queryable } from '../connection/database.ts';
import { articles, passages, projects } from '../schema/schema.ts';
import { noteArranged, noteDeleted } from './corrections/note-arranged.ts';
import { docsChanged, writeArticle } from './write-article.ts';

export interface ArticleRow {
  id: ArticleId;
  title: string;
  passages: number;
  enabled: boolean;
  audience: ArticleAudience;
  /** One of our languages by its name; null: it does not show. */
  language: string | null;
  folder: string;
  sourceId: SourceId | null;
  sourceUrl: string | null;
  /** ISO 8601. */
  checkedAt: string | null;
  vanishedAt: string | null;
  updatedAt: string;
}

type Place = { projectId: ProjectId; id: ArticleId };

const here = ({ projectId, id }: Place) => and(eq(articles.projectId, projectId), eq(articles.id, id));

/**
 * Writes an article and its passages, new or over the old ones.
 * @returns null when the id belongs to another project's article: nothing was written.
 */
export async function saveArticle(
  db: Queryable,
  { id, projectId, title, text }: Place & { title: string; text: string },
): Promise<{ isNew: boolean } | null> {
  const written = await db.transaction((tx) => writeArticle(tx, { id, projectId, title, text }, 'edited'));
  return written && { isNew: written === 'new' };
}

/** @returns its title; null when there was none. */
export async function deleteArticle(db: Queryable, place: Place): Promise<string | null> {
  return db.transaction(async (tx) => {
    await noteDeleted(tx, { projectId: place.projectId, which: here(place) });
    const [gone] = await tx.delete(articles).where(here(place)).returning({ title: articles.title });
    if (gone) await docsChanged(tx, place.projectId);
    return gone?.title ?? null;
  });
}

export interface Arrangement {
  enabled?: boolean | undefined;
  audience?: ArticleAudience | undefined;
  folder?: string | undefined;
}

/** @returns the titles of those that are here. */
export async function arrangeArticles(
  tx: Queryable,
  { projectId, ids, ...how }: { projectId: ProjectId; ids: ArticleId[] } & Arrangement,
): Promise<string[]> {
  const revision = await docsChanged(tx, projectId);
  const changed = await tx
    .update(articles)
    .set({ ...how, revision })
    .where(and(eq(articles.projectId, projectId), inArray(articles.id, ids)))
    .returning({ title: articles.title });
  if (how.enabled !== undefined) await noteArranged(tx, { projectId, ids });
  return changed.map(({ title }) => title);
}

/** What to do with articles that their sources have no more. @returns how many. */
export async function settleVanished(
  tx: Queryable,
  { projectId, ids, keep }: { projectId: ProjectId; ids: ArticleId[]; keep: boolean },
): Promise<number> {
  const revision = await docsChanged(tx, projectId);
  const settled = await tx
    .update(articles)
    .set({ vanishedAt: null, keptVanished: true, revision, ...(!keep && { enabled: false }) })
    .where(and(eq(articles.projectId, projectId), inArray(articles.id, ids), isNotNull(articles.vanishedAt)))
    .returning({ id: articles.id });
  if (!keep) await noteArranged(tx, { projectId, ids: settled.map(({ id }) => id) });
  return settled.length;
}

/** The last changed first. @param words only those that hold all of them, in their title or text. */
export async function listArticles(
  db: Queryable,
  projectId: ProjectId,
  words: readonly string[] = [],
): Promise<ArticleRow[]> {
  const rows = await db
    .select({
      ...{ id: articles.id, title: articles.title, enabled: articles.enabled, audience: articles.audience },
      ...{ language: articles.language, folder: articles.folder, sourceId: articles.sourceId },
      ...{ sourceUrl: articles.sourceUrl, checkedAt: articles.checkedAt, vanishedAt: articles.vanishedAt },
      passages: count(passages.id),
      updatedAt: articles.updatedAt,
    })
    .from(articles)
    .leftJoin(passages, eq(passages.articleId, articles.id))
    .where(and(eq(articles.projectId, projectId), ...words.map(containing)))
    .groupBy(articles.id)
    .orderBy(desc(articles.updatedAt), asc(articles.id));
  return rows.map(({ checkedAt, vanishedAt, updatedAt, ...row }) => ({
    ...row,
    checkedAt: checkedAt?.toISOString() ?? null,
    vanishedAt: vanishedAt?.toISOString() ?? null,
    updatedAt: updatedAt.toISOString(),
  }));
}

function containing(word: string): SQL {
  const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`(${articles.title} ilike ${pattern} or ${articles.text} ilike ${pattern})`;
}

export async function getArticle(db: Queryable, place: Place) {
  const [row] = await db
    .select({
      ...{ id: articles.id, title: articles.title, text: articles.text, updatedAt: articles.updatedAt },
      ...{ sourceUrl: articles.sourceUrl, audience: articles.audience, folder: articles.folder },
      ...{ enabled: articles.enabled, sourceId: articles.sourceId },
    })
    .from(articles)
    .where(here(place));
  return row ? { ...row, updatedAt: row.updatedAt.toISOString() } : null;
}

/** An article as everybody may read it. @returns null when it is off, for fewer than everybody, or not there. */
export async function findPublicArticle(db: Queryable, id: ArticleId) {
  const [row] = await db
    .select({
      title: articles.title,
      text: articles.text,
      project: projects.name,
      sourceUrl: articles.sourceUrl,
    })
    .from(articles)
    .innerJoin(projects, eq(projects.id, articles.projectId))
    .where(and(eq(articles.id, id), eq(articles.enabled, true), eq(articles.audience, 'everyone')));
  return row ?? null;
}
