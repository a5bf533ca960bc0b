import { sql } from 'drizzle-orm';
import type { ArticleId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';

/** In how many of the assistant's answers of the last 90 days each article was cited. */
export async function countCited(db: Queryable, projectId: ProjectId): Promise<Map<ArticleId, number>> {
  const { rows } = await db.execute<{ id: ArticleId; answers: number }>(sql`
    select cited.id, count(*)::int as answers
    from (
      select distinct m.id as message, c ->> 'articleId' as id
      from messages m cross join lateral jsonb_array_elements(m.citations) c
      where m.project_id = ${projectId} and m.citations <> '[]'::jsonb and m.origin_id is null
        and m.created_at > now() - interval '90 days'
    ) cited
    group by cited.id`);
  return new Map(rows.map(({ id, answers }) => [id, answers]));
}
