import { addressesOfCustomer, listCopied } from '../../db/mail/inbound/correspondents.ts';
import type { OwnStanding } from '../../db/inbox/team-standing.ts';
import { readChanges } from '../../db/conversation/transcript-pages.ts';
import { Refusal } from '../../domain/errors.ts';
import type { AgentId, ConversationId } from '../../domain/ids.ts';
import type { ConversationDetail } from '../../domain/inbox/views.ts';
import type { Context } from '../rpc/context.ts';
import type { FeedEvent } from '../streams/feed-hub.ts';
import { sharedRow } from './inbox-stream.ts';

type Asking = Pick<Context, 'db' | 'config' | 'shared'> & { agent: { id: AgentId } };

/** A conversation as the agent who asks sees it. */
export async function readDetail(
  ctx: Asking & { conversationId: ConversationId },
): Promise<ConversationDetail> {
  const { base, team } = await readForTeam(ctx, ctx.conversationId, null);
  return detailFor(ctx, base, team);
}

/** What is new in a transcript. Of one announced change it is read once for the whole team. */
export async function readForAgent(
  ctx: Asking,
  {
    conversationId,
    after,
    change,
  }: { conversationId: ConversationId; after: number; change: FeedEvent | null },
) {
  const read = async () => {
    const found = await readForTeam(ctx, conversationId, change);
    const changed = await readChanges(ctx.db, { conversationId, afterRevision: after, reader: 'agent' });
    return { ...found, changed };
  };
  const key = `team ${conversationId} after ${after}`;
  const { base, team, changed } = await ctx.shared.share(change, key, read);
  const conversation = detailFor(ctx, base, team);
  return { revision: base.revision, update: { type: 'changed' as const, conversation, ...changed } };
}

type Base = Omit<ConversationDetail, 'now' | 'temporalUrl' | keyof OwnStanding>;

/** All that is the same for everybody on the team, and how each of them stands to it. */
async function readForTeam(
  { db, shared }: Pick<Context, 'db' | 'shared'>,
  conversationId: ConversationId,
  change: FeedEvent | null,
) {
  const { row, team } = await sharedRow({ db, shared }, conversationId, change);
  if (!row) throw new Refusal('conversation_not_found');
  const own = await addressesOfCustomer(db, conversationId);
  const copied = (await listCopied(db, conversationId)).filter(({ email }) => !own.includes(email));
  const base: Base = { ...row, copied: copied.map(({ email, name }) => ({ email, name })) };
  return { base, team };
}

function detailFor(
  { config, agent }: Asking,
  base: Base,
  team: ReadonlyMap<AgentId, OwnStanding>,
): ConversationDetail {
  const own = team.get(agent.id);
  // Off the team since: as the stream says whose right to it ended.
  if (!own) throw new Refusal('not_found');
  return {
    ...base,
    ...own,
    now: new Date().toISOString(),
    temporalUrl: temporalUrl(config.temporal, base.id),
  };
}

function temporalUrl(temporal: Context['config']['temporal'], id: ConversationId): string {
  const workflow = encodeURIComponent(`conversation/${id}`);
  return `${temporal.uiUrl}/namespaces/${temporal.namespace}/workflows/${workflow}`;
}
