import { withinDatabaseTime } from '../../db/connection/database-time.ts';
import { findConversation } from '../../db/inbox/inbox.ts';
import { listProjectsUnread } from '../../db/inbox/unread-by-project.ts';
import { listProjects } from '../../db/project/projects.ts';
import { readTeamStanding } from '../../db/inbox/team-standing.ts';
import type { AgentId, ConversationId, ProjectId } from '../../domain/ids.ts';
import type { InboxUpdate, UnreadOfProject } from '../../domain/inbox/views.ts';
import type { Context } from '../rpc/context.ts';
import { DATABASE_MS } from '../rpc/database-budget.ts';

/** The list's rows as they change; of one change every list of this process is told from one reading. */
export async function* inboxUpdates(
  ctx: Pick<Context, 'db' | 'feed' | 'shared'> & { projectId: ProjectId; agent: { id: AgentId } },
  signal: AbortSignal,
): AsyncGenerator<InboxUpdate> {
  const counted = unreadElsewhere(ctx);
  const events = ctx.feed.project(ctx.projectId, await otherProjects(ctx), signal);
  yield { type: 'resync' };
  for await (const event of events) {
    if (event.kind === 'elsewhere') {
      const projects = await counted();
      if (projects) yield { type: 'unread', projects };
      continue;
    }
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

type Reader = Pick<Context, 'db'> & { projectId: ProjectId; agent: { id: AgentId } };

async function otherProjects({ db, projectId, agent }: Reader): Promise<ProjectId[]> {
  const all = await withinDatabaseTime(DATABASE_MS, () => listProjects(db, agent.id));
  return all.flatMap(({ id }) => (id === projectId ? [] : id));
}

/** What waits in each project that the agent works for at that moment; null: the same as when it was asked last. */
function unreadElsewhere({ db, agent }: Reader): () => Promise<UnreadOfProject[] | null> {
  let known = '';
  return async () => {
    const all = await withinDatabaseTime(DATABASE_MS, () => listProjectsUnread(db, agent.id));
    const projects = all.map(({ id, unread }) => ({ id, unread }));
    const now = JSON.stringify(projects);
    if (now === known) return null;
    known = now;
    return projects;
  };
}

/** A conversation as nobody in particular sees it, and how each of the team stands to it. */
export async function readRow({ db }: Pick<Context, 'db'>, conversationId: ConversationId) {
  const team = await readTeamStanding(db, conversationId);
  const [anybody] = team.keys();
  return { team, row: anybody ? await findConversation(db, { conversationId, agentId: anybody }) : null };
}
