import { and, eq, inArray, lt, sql } from 'drizzle-orm';
import type { AgentId, ConversationId, ProjectId } from '../../domain/ids.ts';
import { nextInTurn } from '../../domain/rules/next-in-turn.ts';
import type { Queryable } from '../connection/database.ts';
import { AWAKE } from '../schema/base/conversations.ts';
import { conversations, memberships, quietTimes, ruleTurns } from '../schema/schema.ts';

interface Turn {
  projectId: ProjectId;
  conversationId: ConversationId;
  /** What the rule runs for: asked again for the same, it is the same person. */
  trigger: string;
  agents: AgentId[];
  capacity: number;
}

/**
 * Whose turn it is: one such question of a project at a time, and whoever was chosen counts from now on, so that two conversations
 * that come at once do not both get the last place. @returns null when nobody is free.
 */
export async function takeTurn(tx: Queryable, turn: Turn): Promise<AgentId | null> {
  const { projectId, conversationId, trigger, agents, capacity } = turn;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`turns ${projectId}`}))`);
  const mine = and(eq(ruleTurns.conversationId, conversationId), eq(ruleTurns.trigger, trigger));
  const [taken] = await tx.select({ agentId: ruleTurns.agentId }).from(ruleTurns).where(mine);
  if (taken) return taken.agentId;
  const agentId = nextInTurn(agents, await listLoads(tx, projectId, agents), capacity);
  if (!agentId) return null;
  await tx
    .delete(ruleTurns)
    .where(and(eq(ruleTurns.projectId, projectId), lt(ruleTurns.createdAt, sql`now() - interval '30 days'`)));
  await tx.insert(ruleTurns).values({ projectId, conversationId, trigger, agentId });
  return agentId;
}

/** Of those who are on the team and not away: what each has in hand, what was given within the last minute and does not show yet included. */
async function listLoads(tx: Queryable, projectId: ProjectId, agents: AgentId[]) {
  const given = sql`exists (select 1 from rule_turns as turn where turn.conversation_id = ${conversations.id}
    and turn.agent_id = ${memberships.agentId} and turn.created_at > now() - interval '1 minute')`;
  const isTheirs = sql`(${conversations.assigneeId} = ${memberships.agentId}
    or (${conversations.assigneeId} is null and ${given}))`;
  return tx
    .select({
      agentId: memberships.agentId,
      open: sql<number>`(select count(*)::int from ${conversations}
        where ${conversations.projectId} = ${projectId} and ${AWAKE} and ${isTheirs})`,
      lastAt: sql<
        number | null
      >`(select extract(epoch from max(turn.created_at))::float8 from rule_turns as turn
        where turn.project_id = ${projectId} and turn.agent_id = ${memberships.agentId})`,
    })
    .from(memberships)
    .leftJoin(quietTimes, eq(quietTimes.agentId, memberships.agentId))
    .where(
      and(
        eq(memberships.projectId, projectId),
        inArray(memberships.agentId, agents),
        sql`not (coalesce(${quietTimes.isAway}, false) and coalesce(${quietTimes.awayUntil} > now(), true))`,
      ),
    );
}
