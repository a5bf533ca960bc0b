import { and, eq, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { ProjectId, VisitorId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { conversations, visitors } from '../schema/schema.ts';
import { LISTED } from '../schema/base/conversations.ts';

/** Of IPv6 the /48: to one subscriber providers give up to so many networks. */
const subscriberOf = (network: SQLWrapper) =>
  sql`case when ${network} like '%:%' then network(set_masklen(${network}::inet, 48))::text else ${network} end`;

/** How many conversations have begun today in a project by the subscriber from whose network a visitor writes. */
export async function countBegunFromNetwork(
  db: Queryable,
  { projectId, visitorId }: { projectId: ProjectId; visitorId: VisitorId },
): Promise<number> {
  const own = sql`(select ${subscriberOf(sql`own.network`)} from ${visitors} own where own.id = ${visitorId})`;
  const [row] = await db
    .select({ begun: sql<number>`count(*)::int` })
    .from(conversations)
    .innerJoin(visitors, eq(visitors.id, conversations.visitorId))
    .where(
      and(
        eq(conversations.projectId, projectId),
        LISTED,
        today(conversations.lastMessageAt),
        today(conversations.createdAt),
        sql`${subscriberOf(visitors.network)} = ${own}`,
      ),
    );
  return row?.begun ?? 0;
}

const today = (column: SQLWrapper): SQL => sql`${column} >= date_trunc('day', now(), 'utc')`;
