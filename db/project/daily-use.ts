import { and, eq, sql } from 'drizzle-orm';
import type { Ceilings, Use, Used } from '../../domain/project/budgets/ceilings.ts';
import type { ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
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
): Promise<{ used: Used; most: Ceilings } | null> {
  const [row] = await db
    .select({ project: projects, use: dailyUse })
    .from(projects)
    .leftJoin(dailyUse, and(eq(dailyUse.projectId, projects.id), eq(dailyUse.day, today)))
    .where(eq(projects.id, projectId));
  if (!row) return null;
  const { maxConversationsADay, maxModelCallsADay, maxTokensADay, maxMoneyADay } = row.project;
  return {
    used: {
      conversations: row.use?.conversations ?? 0,
      modelCalls: row.use?.modelCalls ?? 0,
      tokens: row.use?.tokens ?? 0,
      money: row.use?.money ?? 0,
    },
    most: {
      conversations: maxConversationsADay,
      modelCalls: maxModelCallsADay,
      tokens: maxTokensADay,
      money: maxMoneyADay,
    },
  };
}
