import { withinDatabaseTime } from '../../db/connection/database-time.ts';
import { findConversation } from '../../db/inbox/inbox.ts';
import { readTeamStanding } from '../../db/inbox/team-standing.ts';
import type { AgentId, ConversationId, ProjectId } from '../../domain/ids.ts';
import type { InboxUpdate } from '../../domain/inbox/views.ts';
import type { Context } from '../rpc/context.ts';
import { DATABASE_MS } from '../rpc/database-budget.ts';

/** The list's rows as they change; of one change every list of this process is told from one reading. */
export async function* inboxUpdates(
  ctx: Pick<Context, 'db' | 'feed' | 'shared'> & { projectId: ProjectId; agent: { id: AgentId } },
  signal: AbortSignal,
): AsyncGenerator<InboxUpdate> {
  const events = ctx.feed.project(ctx.projectId, signal);
  yield { type: 'resync' };
  for await (const event of events) {
    if (event.kind === 'resync' || event.kind === 'quarantine' || event.kind === 'team')
      yield { type: event.kind };
    if (event.kind === 'erased') yield { type: 'resync' };
    if (event.kind !== 'conversation' && event.kind !== 'read') continue;
    const { conversationId } = event;
    const read = () => withinDatabaseTime(DATABASE_MS, () => readRow(ctx, conversationId));
    const { row, team } = await ctx.shared.share(event, `row ${conversationId}`, read);
    const own = team.get(ctx.agent.id);
    if (!row || !own) continue;
    yield { type: 'changed', conversation: { ...row, ...own } };
  }
}

/** A conversation as nobody in particular sees it, and how each of the team stands to it. */
export async function readRow({ db }: Pick<Context, 'db'>, conversationId: ConversationId) {
  const team = await readTeamStanding(db, conversationId);
  const [anybody] = team.keys();
  return { team, row: anybody ? await findConversation(db, { conversationId, agentId: anybody }) : null };
}
