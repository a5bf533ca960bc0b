import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { AgentId, ProjectId } from '../../domain/ids.ts';
import type { InboxLane } from '../../domain/inbox/views.ts';
import { isMentioned, mentionedIn } from '../mentions/mentions.ts';
import { hasParked } from '../conversation/parked.ts';
import { conversations } from '../schema/schema.ts';
import {
  ASSISTANTS,
  ATTENTION,
  AWAKE,
  GENUINE,
  LISTED,
  SPAM,
  UNASSIGNED,
  UNCLOSED,
} from '../schema/base/conversations.ts';

/** What a lane of a project's inbox lists. `web/app/lane.ts` asks the same of a single row. */
export function inLane(projectId: ProjectId, lane: InboxLane, agentId: AgentId): SQL | undefined {
  // The first message of all may be what was parked.
  const listed = lane === 'parked' ? undefined : LISTED;
  return and(eq(conversations.projectId, projectId), listed, laneFilter(lane, { projectId, agentId }));
}

/** Where something may have been escalated again, and then stands above the others. In the other lanes nothing waits to be taken. */
export const isRising = (lane: InboxLane): boolean =>
  ['attention', 'unassigned', 'parked', 'all'].includes(lane);

/** Conditions stand in the words of the partial indexes, as literals: no plan finds an index by a parameter. */
function laneFilter(
  lane: InboxLane,
  { projectId, agentId }: { projectId: ProjectId; agentId: AgentId },
): SQL | undefined {
  switch (lane) {
    case 'attention':
      return ATTENTION;
    case 'unassigned':
      return and(ATTENTION, UNASSIGNED);
    case 'parked':
      return hasParked;
    case 'mentions':
      return and(GENUINE, UNCLOSED, mentionedIn(projectId, agentId), isMentioned(agentId));
    case 'mine':
      return and(UNCLOSED, AWAKE, eq(conversations.assigneeId, agentId));
    case 'waiting':
    case 'snoozed':
    case 'closed':
      return and(GENUINE, sql`${conversations.status} = ${sql.raw(`'${lane}'`)}`);
    case 'assistant':
      return and(AWAKE, ASSISTANTS);
    case 'spam':
      return SPAM;
    case 'all':
      return GENUINE;
  }
}
