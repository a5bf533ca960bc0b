import type { AgentId, ProjectId } from '../../domain/ids.ts';
import type { QuietHours } from '../../domain/notices/quiet-hours.ts';
import type { Queryable } from '../connection/database.ts';
import { noticeSettings, quietTimes } from '../schema/schema.ts';

export interface Roads {
  hears: boolean;
  mail: boolean;
  push: boolean;
  sound: boolean;
}

/** What a member hears of in one project. */
export async function saveRoads(
  db: Queryable,
  { projectId, agentId }: { projectId: ProjectId; agentId: AgentId },
  roads: Roads,
): Promise<void> {
  await db
    .insert(noticeSettings)
    .values({ projectId, agentId, ...roads })
    .onConflictDoUpdate({ target: [noticeSettings.projectId, noticeSettings.agentId], set: roads });
}

/** When an agent is left alone, in all their projects. */
export async function saveQuietTimes(
  db: Queryable,
  agentId: AgentId,
  {
    quiet,
    away,
    timeZone,
  }: { quiet: QuietHours | null; away: { until: Date | null } | null; timeZone: string },
): Promise<void> {
  const row = {
    ...{ from: quiet?.from ?? null, until: quiet?.until ?? null, timeZone: quiet?.timeZone ?? timeZone },
    ...{ isAway: away !== null, awayUntil: away?.until ?? null },
  };
  await db
    .insert(quietTimes)
    .values({ agentId, ...row })
    .onConflictDoUpdate({ target: quietTimes.agentId, set: row });
}
