import { sql } from 'drizzle-orm';
import type { ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { projectEmbeddings, projects } from '../schema/schema.ts';

export interface DueEmbeddings {
  projectId: ProjectId;
  docsRevision: number;
  /** What the project's passages are to be embedded with. */
  model: string;
}

/**
 * Projects whose docs or model are others than what was embedded. One whose endpoint does not embed is left alone for a
 * while, until it is another endpoint.
 */
export async function dueEmbeddings(
  db: Queryable,
  { endpoint, model }: { endpoint: string; model: string },
): Promise<DueEmbeddings[]> {
  const { rows } = await db.execute<{ projectId: ProjectId; docsRevision: number; model: string }>(sql`
    select p.id as "projectId", p.docs_revision as "docsRevision", wanted.model
    from ${projects} as p
    left join ${projectEmbeddings} as e on e.project_id = p.id
    cross join lateral (select coalesce(p.embedding_model, ${model}::text) as model) as wanted
    where case when wanted.model = 'off' then e.project_id is not null
      else p.docs_revision > 0
        and (e.model is null or e.docs_revision < p.docs_revision or e.model <> wanted.model)
        and not coalesce(e.unavailable_until > now() and e.unavailable_for = ${`${endpoint} `} || wanted.model, false)
      end`);
  return rows.map(({ projectId, docsRevision, model: wanted }) => ({
    projectId,
    docsRevision,
    model: wanted,
  }));
}
