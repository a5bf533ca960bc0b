import { eq, sql } from 'drizzle-orm';
import type { ArticleId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { forReader } from './load-passages.ts';
import { articles, passageEmbeddings, passages, projectEmbeddings, projects } from '../schema/schema.ts';

/** What a passage says, where it stands. */
export interface UnembeddedPassage {
  articleId: ArticleId;
  hash: string;
  text: string;
}

/** Vectors of length 1. */
export interface EmbeddedPassage {
  articleId: ArticleId;
  hash: string;
  embedding: number[];
}

/** The model that a project wants, null: the installation's; the one that has embedded its passages, and which time that was. */
export interface EmbeddedModel {
  wanted: string | null;
  model: string | null;
  version: number | null;
}

/** As `embeddedText` writes it. */
const textOf = sql`concat_ws(E'\\n', ${articles.title}, ${passages.heading}, ${passages.text})`;
const hashOf = sql`encode(sha256(convert_to(${textOf}, 'UTF8')), 'hex')`;
/** What is switched off, or for agents alone, answers nobody. */
const OF_ARTICLE = sql`${passages} join ${articles} on ${articles.id} = ${passages.articleId} and ${forReader({ identified: true })}`;

/** The next of a project's passages that a model has not embedded. `left` counts them all. */
export async function unembeddedPassages(
  db: Queryable,
  { projectId, model, limit }: { projectId: ProjectId; model: string; limit: number },
): Promise<{ next: UnembeddedPassage[]; left: number }> {
  const { rows } = await db.execute<{ articleId: ArticleId; hash: string; text: string; left: number }>(sql`
    select "articleId", hash, text, count(*) over ()::int as left from (
      select distinct ${passages.articleId} as "articleId", ${hashOf} as hash, ${textOf} as text
      from ${OF_ARTICLE} where ${passages.projectId} = ${projectId}
    ) as found
    where not exists (
      select 1 from ${passageEmbeddings} as e where e.project_id = ${projectId} and e.model = ${model}
        and e.article_id = found."articleId" and e.hash = found.hash)
    order by "articleId", hash limit ${limit}`);
  const next = rows.map(({ articleId, hash, text }) => ({ articleId, hash, text }));
  return { next, left: rows[0]?.left ?? 0 };
}

/** Of an article that is gone by now nothing is kept. */
export async function saveEmbeddings(
  db: Queryable,
  { projectId, model, found }: { projectId: ProjectId; model: string; found: EmbeddedPassage[] },
): Promise<void> {
  await db.execute(sql`
    insert into ${passageEmbeddings} (project_id, article_id, hash, model, dimension, embedding)
    select here.project_id, here.id, v.hash, ${model}, cardinality(v.embedding), v.embedding
    from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as v("articleId" text, hash text, embedding real[])
    join (select * from ${articles} where ${articles.projectId} = ${projectId} for key share) as here
      on here.id = v."articleId"
    on conflict do nothing`);
}

/** Everything is embedded: the model's vectors are used from now on, and what no passage says any more, or none that answers, is forgotten. */
export async function embeddingsWhole(
  db: Queryable,
  { projectId, model, docsRevision }: { projectId: ProjectId; model: string; docsRevision: number },
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`
      delete from ${passageEmbeddings} as e where e.project_id = ${projectId} and (e.model <> ${model}
        or (e.article_id, e.hash) not in (
          select ${passages.articleId}, ${hashOf} from ${OF_ARTICLE} where ${passages.projectId} = ${projectId}))`);
    await tx
      .insert(projectEmbeddings)
      .values({ projectId, model, docsRevision, version: 1 })
      .onConflictDoUpdate({
        target: projectEmbeddings.projectId,
        set: {
          ...{ model, docsRevision, unavailableUntil: null, unavailableFor: null },
          version: sql`${projectEmbeddings.version} + 1`,
        },
      });
  });
}

/** @param asked the endpoint and model, in one word. */
export async function embeddingsUnavailable(
  db: Queryable,
  { projectId, asked, ms }: { projectId: ProjectId; asked: string; ms: number },
): Promise<void> {
  const set = { unavailableFor: asked, unavailableUntil: new Date(Date.now() + ms) };
  await db
    .insert(projectEmbeddings)
    .values({ projectId, ...set })
    .onConflictDoUpdate({ target: projectEmbeddings.projectId, set });
}

export async function forgetEmbeddings(db: Queryable, projectId: ProjectId): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.delete(passageEmbeddings).where(eq(passageEmbeddings.projectId, projectId));
    await tx.delete(projectEmbeddings).where(eq(projectEmbeddings.projectId, projectId));
  });
}

/** What a project wants and what it has. Null: no such project. */
export async function embeddingState(db: Queryable, projectId: ProjectId) {
  const [row] = await db
    .select({
      wanted: projects.embeddingModel,
      docsRevision: projects.docsRevision,
      model: projectEmbeddings.model,
      version: projectEmbeddings.version,
      unavailableFor: projectEmbeddings.unavailableFor,
      unavailableUntil: projectEmbeddings.unavailableUntil,
    })
    .from(projects)
    .leftJoin(projectEmbeddings, eq(projectEmbeddings.projectId, projects.id))
    .where(eq(projects.id, projectId));
  return row ?? null;
}
