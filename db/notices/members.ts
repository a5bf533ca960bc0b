import { and, eq, or, sql } from 'drizzle-orm';
import type { AgentId, ConversationId, ProjectId } from '../../domain/ids.ts';
import { FOREVER, type Member, type NoticeSettings } from '../../domain/notices/hearers.ts';
import type { Queryable } from '../connection/database.ts';
import {
  agents,
  conversations,
  memberships,
  noticeSettings,
  pushSubscriptions,
  quietTimes,
  reads,
  webhooks,
} from '../schema/schema.ts';

const settingsOfMember = and(
  eq(noticeSettings.projectId, memberships.projectId),
  eq(noticeSettings.agentId, memberships.agentId),
);

/** What of a member's settings lies in which table; what has no row is as everybody begins. */
const selected = { settings: noticeSettings, quiet: quietTimes, notifyByMail: agents.notifyByMail };

type Row = {
  settings: typeof noticeSettings.$inferSelect | null;
  quiet: typeof quietTimes.$inferSelect | null;
};

function settingsOf({ settings, quiet }: Row): NoticeSettings {
  const { mail = true, push = true, sound = true } = settings ?? {};
  const { from = null, until = null, timeZone = 'UTC' } = quiet ?? {};
  return {
    hears: settings?.hears ?? true,
    roads: { mail, push, sound },
    quiet: from && until ? { from, until, timeZone } : null,
    awayUntil: quiet?.isAway ? (quiet.awayUntil?.toISOString() ?? FOREVER) : null,
  };
}

/** One member's settings; as everybody begins when they never set any. */
export async function readNoticeSettings(
  db: Queryable,
  { projectId, agentId }: { projectId: ProjectId; agentId: AgentId },
): Promise<NoticeSettings> {
  const [row] = await db
    .select(selected)
    .from(memberships)
    .innerJoin(agents, eq(agents.id, memberships.agentId))
    .leftJoin(noticeSettings, settingsOfMember)
    .leftJoin(quietTimes, eq(quietTimes.agentId, memberships.agentId))
    .where(and(eq(memberships.projectId, projectId), eq(memberships.agentId, agentId)));
  return settingsOf(row ?? { settings: null, quiet: null });
}

/** The team of a conversation's project. Whoever wants no mail at all gets none of this either. */
export async function listMembers(db: Queryable, conversationId: ConversationId): Promise<Member[]> {
  const rows = await db
    .select({
      ...selected,
      agentId: agents.id,
      hasRead: sql<boolean>`${reads.seq} >= ${conversations.lastSeq}`,
    })
    .from(conversations)
    .innerJoin(memberships, eq(memberships.projectId, conversations.projectId))
    .innerJoin(agents, eq(agents.id, memberships.agentId))
    .leftJoin(noticeSettings, settingsOfMember)
    .leftJoin(quietTimes, eq(quietTimes.agentId, agents.id))
    .leftJoin(reads, and(eq(reads.conversationId, conversations.id), eq(reads.agentId, agents.id)))
    .where(eq(conversations.id, conversationId));
  return rows.map(({ agentId, hasRead, notifyByMail, ...row }) => {
    const settings = settingsOf(row);
    const mail = settings.roads.mail && notifyByMail !== 'off';
    return { ...settings, roads: { ...settings.roads, mail }, agentId, hasRead: hasRead ?? false };
  });
}

/** Whether anybody would be told at all: a conversation that nobody hears of costs no event. */
export async function isHeardOf(db: Queryable, projectId: ProjectId): Promise<boolean> {
  const mailed = and(sql`coalesce(${noticeSettings.mail}, true)`, sql`${agents.notifyByMail} <> 'off'`);
  const pushed = and(
    sql`coalesce(${noticeSettings.push}, true)`,
    sql`exists (select 1 from ${pushSubscriptions} where ${pushSubscriptions.agentId} = ${agents.id})`,
  );
  const [member] = await db
    .select({ one: sql`1` })
    .from(memberships)
    .innerJoin(agents, eq(agents.id, memberships.agentId))
    .leftJoin(noticeSettings, settingsOfMember)
    .where(
      and(
        eq(memberships.projectId, projectId),
        sql`coalesce(${noticeSettings.hears}, true)`,
        or(mailed, pushed),
      ),
    )
    .limit(1);
  if (member) return true;
  const where = eq(webhooks.projectId, projectId);
  return (
    (
      await db
        .select({ one: sql`1` })
        .from(webhooks)
        .where(where)
        .limit(1)
    ).length > 0
  );
}
