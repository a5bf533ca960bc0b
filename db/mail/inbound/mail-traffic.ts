import { and, eq, gt, inArray, max, sql } from 'drizzle-orm';
import type { ProjectId } from '../../../domain/ids.ts';
import type { Queryable } from '../../connection/database.ts';
import { agents, deliveries, inboundEmails, memberships, testMails } from '../../schema/schema.ts';

export interface TrafficTimes {
  /** Of any project, and of test mails: all come through the one webhook. */
  lastArrivalAt: Date | null;
  /** Replies of the project that left since then. */
  sentSince: number;
  firstSentAt: Date | null;
}

export async function readMailTraffic(db: Queryable, projectId: ProjectId): Promise<TrafficTimes> {
  const [mail] = await db.select({ at: max(inboundEmails.receivedAt) }).from(inboundEmails);
  const [test] = await db.select({ at: max(testMails.arrivedAt) }).from(testMails);
  const times = [mail?.at, test?.at].filter((at) => at instanceof Date);
  const lastArrivalAt = times.length > 0 ? new Date(Math.max(...times.map(Number))) : null;
  const [sent] = await db
    .select({
      count: sql<number>`count(*)::int`,
      first: sql<string | null>`min(${deliveries.createdAt})`,
    })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.projectId, projectId),
        inArray(deliveries.state, ['sent', 'delivered']),
        lastArrivalAt ? gt(deliveries.createdAt, lastArrivalAt) : undefined,
      ),
    );
  return {
    lastArrivalAt,
    sentSince: sent?.count ?? 0,
    firstSentAt: sent?.first ? new Date(sent.first) : null,
  };
}

/** The domains of the addresses that the project's agents sign in with. */
export async function listAgentDomains(db: Queryable, projectId: ProjectId): Promise<string[]> {
  const domain = sql<string>`lower(split_part(${agents.email}, '@', 2))`;
  const rows = await db
    .selectDistinct({ domain })
    .from(memberships)
    .innerJoin(agents, eq(agents.id, memberships.agentId))
    .where(eq(memberships.projectId, projectId));
  return rows.map((row) => row.domain);
}
