import { and, eq, sql } from 'drizzle-orm';
import type { ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { articles, passageEmbeddings } from '../schema/schema.ts';
import { forReader, type Reader } from './load-passages.ts';

/** Vectors of length 1, one after the other, and which row is whose by the hash of what is embedded. */
export interface LoadedEmbeddings {
  dimension: number;
  rows: Map<string, number>;
  vectors: Float32Array;
}

type Place = { projectId: ProjectId; model: string };

const here = ({ projectId, model }: Place) =>
  and(eq(passageEmbeddings.projectId, projectId), eq(passageEmbeddings.model, model));

/** In bytes, as they would lie in memory. */
export async function sizeOfEmbeddings(db: Queryable, place: Place): Promise<number> {
  const [row] = await db
    .select({ bytes: sql<number>`(4 * coalesce(sum(${passageEmbeddings.dimension}), 0))::float8` })
    .from(passageEmbeddings)
    .where(here(place));
  return row?.bytes ?? 0;
}

/** Before each element of an array that Postgres sends stands its length, before all of them five numbers: 4 bytes each. */
const HEAD = 20;
const ELEMENT = 8;

export async function loadEmbeddings(db: Queryable, place: Place): Promise<LoadedEmbeddings> {
  const found = await db
    .select({
      hash: passageEmbeddings.hash,
      dimension: passageEmbeddings.dimension,
      // Numbers written as digits take ten times as long to read.
      sent: sql<Buffer>`array_send(${passageEmbeddings.embedding})`,
    })
    .from(passageEmbeddings)
    .where(here(place));
  const dimension = found[0]?.dimension ?? 0;
  const vectors = new Float32Array(found.length * dimension);
  const rows = new Map<string, number>();
  for (const { hash, sent, ...each } of found) {
    if (each.dimension !== dimension || rows.has(hash)) continue;
    const row = rows.size;
    rows.set(hash, row);
    for (let at = 0; at < dimension; at++)
      vectors[row * dimension + at] = sent.readFloatBE(HEAD + at * ELEMENT + 4);
  }
  return { dimension, rows, vectors };
}

/** Whether Postgres can compare vectors itself. */
export async function hasPgvector(db: Queryable): Promise<boolean> {
  const { rows } = await db.execute(sql`select 1 from pg_extension where extname = 'vector'`);
  return rows.length > 0;
}

/** The nearest passages' hashes with their cosines, best first, of what a reader may read, where `pgvector` is there. Exact: no index stands between. */
export async function nearestByPgvector(
  db: Queryable,
  {
    projectId,
    model,
    reader,
    vector,
    limit,
  }: Place & { reader: Reader; vector: Float32Array; limit: number },
): Promise<Map<string, number>> {
  const { rows } = await db.execute<{ hash: string; likeness: number }>(sql`
    select e.hash, 1 - (e.embedding::vector <=> ${JSON.stringify([...vector])}::vector) as likeness
    from ${passageEmbeddings} as e join ${articles} on ${articles.projectId} = e.project_id and ${articles.id} = e.article_id
    where e.project_id = ${projectId} and e.model = ${model} and e.dimension = ${vector.length}
      and ${forReader(reader)}
    order by likeness desc limit ${limit}`);
  return new Map(rows.map(({ hash, likeness }) => [hash, likeness]));
}
