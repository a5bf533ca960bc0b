import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { ArticleId, PassageId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { articles, passages, projects } from '../schema/schema.ts';

/** A passage as the assistant reads it. */
export interface LoadedPassage {
  id: PassageId;
  articleId: ArticleId;
  title: string;
  heading: string | null;
  text: string;
  /** Where a citation of it opens: at its source, or on our own page for everybody; null: nowhere. */
  url?: string | null;
}

export interface LoadedPassages {
  revision: number;
  passages: LoadedPassage[];
}

/** Whom the assistant answers: a customer who proved who they are may read more. */
export interface Reader {
  identified: boolean;
}

const forReader = ({ identified }: Reader) =>
  and(
    eq(articles.enabled, true),
    inArray(articles.audience, identified ? ['everyone', 'identified'] : ['everyone']),
  );

const placeOfArticle = sql<string | null>`coalesce(${articles.sourceUrl},
  case when ${articles.audience} = 'everyone' then '/articles/' || ${articles.id} end)`;

/** Everything the assistant may answer from. The revision is read first: passages may be newer than it says, never older. */
export async function loadPassages(
  db: Queryable,
  projectId: ProjectId,
  reader: Reader = { identified: false },
): Promise<LoadedPassages> {
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
      url: placeOfArticle,
    })
    .from(passages)
    .innerJoin(articles, eq(articles.id, passages.articleId))
    .where(and(eq(passages.projectId, projectId), forReader(reader)))
    .orderBy(asc(passages.articleId), asc(passages.position));
  return { revision: project?.revision ?? 0, passages: rows };
}
