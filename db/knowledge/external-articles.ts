import { and, eq, isNull } from 'drizzle-orm';
import { newId, type ArticleId, type ProjectId } from '../../domain/ids.ts';
import type { ArticleAudience } from '../../domain/knowledge/sources/source.ts';
import type { Database } from '../connection/database.ts';
import { articles, projects } from '../schema/schema.ts';
import { deleteArticle } from './articles.ts';
import { docsChanged, writeArticle, type Written } from './write-article.ts';

/** What makes an article of another system the same one. */
interface External {
  projectId: ProjectId;
  externalId: string;
}

const isIt = ({ projectId, externalId }: External) =>
  and(eq(articles.projectId, projectId), eq(articles.externalId, externalId), isNull(articles.sourceId));

/** Two that put the same one at once wait for each other at the project's row. */
export async function putExternal(
  db: Database,
  article: External & {
    title: string;
    text: string;
    sourceUrl: string | null;
    audience?: ArticleAudience | undefined;
    folder?: string | undefined;
  },
): Promise<{ id: ArticleId; written: Written }> {
  const { projectId, audience, folder } = article;
  return db.transaction(async (tx) => {
    await tx
      .select({ id: projects.id })
      .from(projects)
      .where(eq(projects.id, projectId))
      .for('no key update');
    const [known] = await tx.select().from(articles).where(isIt(article));
    const id = known?.id ?? newId('art');
    const written = (await writeArticle(tx, { ...article, id }, 'api')) ?? 'unchanged';
    const moved =
      (audience && audience !== known?.audience) || (folder !== undefined && folder !== known?.folder);
    if (!known || !moved) return { id, written };
    const revision = await docsChanged(tx, projectId);
    await tx.update(articles).set({ audience, folder, revision }).where(eq(articles.id, id));
    return { id, written: 'changed' };
  });
}

/** @returns whether there was one. */
export async function deleteExternal(db: Database, external: External): Promise<boolean> {
  const [known] = await db.select({ id: articles.id }).from(articles).where(isIt(external));
  if (!known) return false;
  return (await deleteArticle(db, { projectId: external.projectId, id: known.id })) !== null;
}
