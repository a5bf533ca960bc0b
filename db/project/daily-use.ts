import { and, eq, sql } from 'drizzle-orm';
import type { Ceilings, Use } from '../../domain/project/ceilings.ts';
import type { ProjectId } from '../../domain/ids.ts';
import type { Database, Queryable } from '../connection/database.ts';
import { prepared } from '../connection/prepared.ts';
import { dailyUse, projects } from '../schema/schema.ts';

const today = sql<string>`(now() at time zone 'utc')::date`;

/** Adds to what a project has used today. @returns how much that is now. */
export async function countUse(
  db: Queryable,
  counted: { projectId: ProjectId; use: Use; amount: number },
): Promise<number> {
  const { projectId, use, amount } = counted;
  const [row] = await db
    .insert(dailyUse)
    .values({ projectId, day: today, [use]: amount })
    .onConflictDoUpdate({
      target: [dailyUse.projectId, dailyUse.day],
      set: { [use]: sql`${dailyUse[use]} + ${amount}` },
    })
    .returning({ used: dailyUse[use] });
  return row?.used ?? amount;
}

/** What a project has used today, and what it may. */
export async function readUse(
  db: Queryable,
  projectId: ProjectId,
): Promise<{ used: Ceilings; most: Ceilings } | null> {
  const [row] = await db
    .select({ project: projects, use: dailyUse })
    .from(projects)
    .leftJoin(dailyUse, and(eq(dailyUse.projectId, projects.id), eq(dailyUse.day, today)))
    .where(eq(projects.id, projectId));
  if (!row) return null;
  const { maxConversationsADay, maxModelCallsADay, maxTokensADay } = row.project;
  return {
    used: {
      conversations: row.use?.conversations ?? 0,
      modelCalls: row.use?.modelCalls ?? 0,
      tokens: row.use?.tokens ?? 0,
    },
    most: { conversations: maxConversationsADay, modelCalls: maxModelCallsADay, tokens: maxTokensADay },
  };
}

/** Counts a call of the model if the project may still make one today. @returns whether it may. */
export async function mayCallModel(db: Database, projectId: ProjectId): Promise<boolean> {
  return (await countCall(db, { projectId })).length > 0;
}

const countCall = prepared<{ projectId: ProjectId }, { calls: number }>(
  'count_model_call',
  sql`
  insert into daily_use as today (project_id, day, model_calls)
  select id, (now() at time zone 'utc')::date, 1 from projects
  where id = ${sql.placeholder('projectId')}::text and max_model_calls_a_day > 0 and max_tokens_a_day > 0
  on conflict (project_id, day) do update set model_calls = today.model_calls + 1
  where today.model_calls < (select max_model_calls_a_day from projects where id = today.project_id)
    and today.tokens < (select max_tokens_a_day from projects where id = today.project_id)
  returning model_calls as calls`,
);

/** Counts what an answer took. */
export async function countTokens(
  db: Database,
  used: { projectId: ProjectId; tokens: number },
): Promise<void> {
  await addTokens(db, used);
}

const addTokens = prepared<{ projectId: ProjectId; tokens: number }, Record<string, never>>(
  'count_tokens',
  sql`
  insert into daily_use as today (project_id, day, tokens)
  values (${sql.placeholder('projectId')}::text, (now() at time zone 'utc')::date, ${sql.placeholder('tokens')}::int)
  on conflict (project_id, day) do update set tokens = today.tokens + excluded.tokens`,
);
