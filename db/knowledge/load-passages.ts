import { and, asc, countDistinct, eq, gt, inArray, lte, sql, type SQL } from 'drizzle-orm';
import type { ArticleId, PassageId, ProjectId } from '../../domain/ids.ts';
import type { Database, Queryable } from '../connection/database.ts';
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
  /** Articles that are off answer too: to see what they would change. */
  drafts?: boolean;
}

/** The articles that may answer, and whom. */
export const forReader = ({ identified, drafts = false }: Reader) =>
  and(
    drafts ? undefined : eq(articles.enabled, true),
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
  const rows = await selectPassages(db, and(eq(passages.projectId, projectId), forReader(reader)));
  return { revision: project?.revision ?? 0, passages: rows };
}

/** The articles that changed since a revision, with their passages: none where it may not answer any more. */
export interface ChangedPassages {
  /** Up to which revision. */
  revision: number;
  changed: { id: ArticleId; passages: LoadedPassage[] }[];
  /** The articles with passages that there are in all, at that revision; ids: at this moment. Null: more has changed. */
  answering: { count: number; ids: () => Promise<ReadonlySet<ArticleId>> } | null;
}

/** Articles that are read at once: few, because answers wait while their rows are read. */
const BATCH = 20;

/** All of it as of one moment: what is saved meanwhile is neither read nor counted. */
export async function loadChangedPassages(
  db: Database,
  projectId: ProjectId,
  reader: Reader,
  since: number,
): Promise<ChangedPassages> {
  const { answering, ...found } = await db.transaction(
    (tx) => changedPassages(tx, projectId, reader, since),
    SNAPSHOT,
  );
  const ids = () => idsAnswering(db, projectId, reader);
  return { ...found, answering: answering === null ? null : { count: answering, ids } };
}

const SNAPSHOT = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const;

async function changedPassages(tx: Queryable, projectId: ProjectId, reader: Reader, since: number) {
  const [project] = await tx
    .select({ revision: projects.docsRevision })
    .from(projects)
    .where(eq(projects.id, projectId));
  const isNewer = and(eq(articles.projectId, projectId), gt(articles.revision, since));
  const revisions = await tx
    .select({ revision: articles.revision })
    .from(articles)
    .where(isNewer)
    .orderBy(asc(articles.revision))
    .limit(BATCH);
  const isComplete = revisions.length < BATCH;
  const upTo = isComplete ? (project?.revision ?? 0) : (revisions.at(-1)?.revision ?? since);
  // Those that were changed by one act have one revision: all of them, or none.
  const newer = await tx
    .select({ id: articles.id })
    .from(articles)
    .where(and(isNewer, lte(articles.revision, upTo)));
  const ids = newer.map(({ id }) => id);
  const rows =
    ids.length === 0
      ? []
      : await selectPassages(tx, and(inArray(passages.articleId, ids), forReader(reader)));
  const byArticle = new Map<ArticleId, LoadedPassage[]>(ids.map((id) => [id, []]));
  for (const row of rows) byArticle.get(row.articleId)?.push(row);
  return {
    revision: upTo,
    changed: [...byArticle].map(([id, passages]) => ({ id, passages })),
    answering: isComplete ? await countAnswering(tx, projectId, reader) : null,
  };
}

async function countAnswering(db: Queryable, projectId: ProjectId, reader: Reader): Promise<number> {
  const [row] = await db
    .select({ articles: countDistinct(passages.articleId) })
    .from(passages)
    .innerJoin(articles, eq(articles.id, passages.articleId))
    .where(and(eq(passages.projectId, projectId), forReader(reader)));
  return row?.articles ?? 0;
}

async function idsAnswering(
  db: Queryable,
  projectId: ProjectId,
  reader: Reader,
): Promise<ReadonlySet<ArticleId>> {
  const rows = await db
    .selectDistinct({ id: passages.articleId })
    .from(passages)
    .innerJoin(articles, eq(articles.id, passages.articleId))
    .where(and(eq(passages.projectId, projectId), forReader(reader)));
  return new Set(rows.map(({ id }) => id));
}

const selectPassages = (db: Queryable, which: SQL | undefined): Promise<LoadedPassage[]> =>
  db
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
    .where(which)
    .orderBy(asc(passages.articleId), asc(passages.position));
