import { withinDatabaseTime } from '../../db/connection/database-time.ts';
import { findBulk, listRunningBulks } from '../../db/bulk/bulk-acts.ts';
import { findConversation } from '../../db/inbox/inbox.ts';
import { listProjectsUnread } from '../../db/inbox/unread-by-project.ts';
import { listProjects } from '../../db/project/projects.ts';
import { readTeamStanding } from '../../db/inbox/team-standing.ts';
import type { AgentId, BulkId, ConversationId, ProjectId } from '../../domain/ids.ts';
import { arrivingPreview } from '../../domain/inbox/arriving.ts';
import type { InboxUpdate, UnreadOfProject } from '../../domain/inbox/views.ts';
import type { Context } from '../rpc/context.ts';
import { DATABASE_MS } from '../rpc/database-budget.ts';
import type { FeedEvent, InboxEvent } from '../streams/feed-hub.ts';

type Asking = Pick<Context, 'db' | 'feed' | 'shared'> & { projectId: ProjectId; agent: { id: AgentId } };

/** A page of the list: so many of what arrives are given their rows at once, the others when they are recorded. */
const MOST_ROWS = 50;

/** The list's rows as they change; of one change every list of this process is told from one reading. */
export async function* inboxUpdates(ctx: Asking, signal: AbortSignal): AsyncGenerator<InboxUpdate> {
  const counted = unreadElsewhere(ctx);
  const events = ctx.feed.project(ctx.projectId, await otherProjects(ctx), signal)[Symbol.asyncIterator]();
  let next = events.next();
  yield { type: 'resync' };
  yield* runningBulks(ctx);
  yield* everythingArriving(ctx);
  for (;;) {
    const result: IteratorResult<InboxEvent, unknown> = await next;
    if (result.done) return;
    next = events.next();
    if (result.value.kind !== 'elsewhere') yield* updatesOf(ctx, result.value);
    else {
      const projects = await counted();
      if (projects) yield { type: 'unread', projects };
    }
  }
}

async function* updatesOf(ctx: Asking, event: FeedEvent): AsyncGenerator<InboxUpdate> {
  switch (event.kind) {
    case 'quarantine':
    case 'team':
    case 'tags':
    case 'docs':
    case 'gaps':
    case 'views':
    case 'rules':
    case 'evaluations':
      yield { type: event.kind };
      break;
    case 'customer':
      yield { type: event.kind, id: event.customerId };
      break;
    case 'resync':
    case 'erased':
      yield { type: 'resync' };
      yield* everythingArriving(ctx);
      break;
    case 'arriving':
      yield { type: 'arriving', ...arrivingIn(ctx, event.conversationId) };
      break;
    case 'conversation':
    case 'read':
    case 'unrecorded':
      yield* rowOf(ctx, event.conversationId, event);
      break;
    case 'bulk':
      if (event.agentId === ctx.agent.id) yield* bulkOf(ctx, event.bulkId);
      break;
    case 'draft':
    case 'withdrawn':
    case 'presence':
  }
}

async function* rowOf(
  ctx: Asking,
  conversationId: ConversationId,
  event: FeedEvent | null,
): AsyncGenerator<InboxUpdate> {
  // Before the reading, as a transcript does.
  const { arriving } = arrivingIn(ctx, conversationId);
  const { row, team } = await sharedRow(ctx, conversationId, event);
  const own = team.get(ctx.agent.id);
  if (row && own) yield { type: 'changed', conversation: { ...row, ...own }, ...(arriving && { arriving }) };
}

async function* bulkOf(ctx: Asking, id: BulkId): AsyncGenerator<InboxUpdate> {
  const { db, projectId, agent } = ctx;
  const bulk = await withinDatabaseTime(DATABASE_MS, () =>
    findBulk(db, { id, projectId, agentId: agent.id }),
  );
  if (bulk) yield { type: 'bulk', bulk };
}

async function* runningBulks({ db, projectId, agent }: Asking): AsyncGenerator<InboxUpdate> {
  const running = await withinDatabaseTime(DATABASE_MS, () =>
    listRunningBulks(db, { projectId, agentId: agent.id }),
  );
  for (const bulk of running) yield { type: 'bulk', bulk };
}

/** The list itself holds only what is recorded. */
async function* everythingArriving(ctx: Asking): AsyncGenerator<InboxUpdate> {
  const ids = ctx.feed.arrivals.in(ctx.projectId);
  for (const id of ids) yield { type: 'arriving', ...arrivingIn(ctx, id) };
  for (const id of ids.slice(-MOST_ROWS)) yield* rowOf(ctx, id, null);
}

const arrivingIn = ({ feed }: Asking, conversationId: ConversationId) => ({
  conversationId,
  arriving: arrivingPreview(feed.arrivals.of(conversationId)),
});

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

/** A row as one change left it, read once for every list and every transcript of this process that shows it. */
export const sharedRow = (
  { db, shared }: Pick<Context, 'db' | 'shared'>,
  conversationId: ConversationId,
  change: FeedEvent | null,
) =>
  shared.share(change, `row ${conversationId}`, () =>
    withinDatabaseTime(DATABASE_MS, () => readRow({ db }, conversationId)),
  );

/** A conversation as nobody in particular sees it, and how each of the team stands to it. */
async function readRow({ db }: Pick<Context, 'db'>, conversationId: ConversationId) {
  const team = await readTeamStanding(db, conversationId);
  const [anybody] = team.keys();
  return { team, row: anybody ? await findConversation(db, { conversationId, agentId: anybody }) : null };
}
