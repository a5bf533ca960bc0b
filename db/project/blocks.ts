import { and, asc, eq, or } from 'drizzle-orm';
import type { Block, BlockKind } from '../../domain/project/block.ts';
import type { AgentId, ConversationId, ProjectId } from '../../domain/ids.ts';
import { foldAddress } from '../../domain/mail/address/mail-address.ts';
import type { Queryable } from '../connection/database.ts';
import { agents, blocks, conversations, customers, visitors } from '../schema/schema.ts';

type Who = Partial<Record<BlockKind, string | null>>;

/** Whether the team blocked any of these. The one place that asks. */
export async function isBlocked(db: Queryable, projectId: ProjectId, who: Who): Promise<boolean> {
  const named = Object.entries(who).flatMap(([kind, value]) =>
    value ? [and(eq(blocks.kind, kind as BlockKind), eq(blocks.value, valueOf(kind, value)))] : [],
  );
  if (named.length === 0) return false;
  const rows = await db
    .select({ kind: blocks.kind })
    .from(blocks)
    .where(and(eq(blocks.projectId, projectId), or(...named)))
    .limit(1);
  return rows.length > 0;
}

const valueOf = (kind: string, value: string) => (kind === 'sender' ? foldAddress(value) : value);

/** Blocks whom a conversation is with. @returns null when it has nobody of that kind. */
export async function blockFrom(
  db: Queryable,
  block: { projectId: ProjectId; conversationId: ConversationId; kind: BlockKind; by: AgentId },
): Promise<{ isNew: boolean } | null> {
  const { projectId, kind, by } = block;
  const value = await valueIn(db, block);
  if (!value) return null;
  const made = await db
    .insert(blocks)
    .values({ projectId, kind, value, blockedBy: by })
    .onConflictDoNothing()
    .returning({ kind: blocks.kind });
  return { isNew: made.length > 0 };
}

/** @returns whether there was such a block, made by whoever undoes it. */
export async function undoBlock(db: Queryable, block: Parameters<typeof blockFrom>[1]): Promise<boolean> {
  const { projectId, kind, by } = block;
  const value = await valueIn(db, block);
  if (!value) return false;
  const undone = await db
    .delete(blocks)
    .where(
      and(
        ...[eq(blocks.projectId, projectId), eq(blocks.kind, kind), eq(blocks.value, value)],
        eq(blocks.blockedBy, by),
      ),
    )
    .returning({ kind: blocks.kind });
  return undone.length > 0;
}

/** Whom a conversation is with, as they are blocked; null: nobody of that kind. */
async function valueIn(
  db: Queryable,
  { conversationId, kind }: { conversationId: ConversationId; kind: BlockKind },
): Promise<string | null> {
  const [row] = await db
    .select({ visitor: visitors.id, network: visitors.network, sender: customers.email })
    .from(conversations)
    .leftJoin(visitors, eq(visitors.id, conversations.visitorId))
    .leftJoin(customers, eq(customers.id, conversations.customerId))
    .where(eq(conversations.id, conversationId));
  const value = row?.[kind];
  return value ? valueOf(kind, value) : null;
}

export async function listBlocks(db: Queryable, projectId: ProjectId): Promise<Block[]> {
  const rows = await db
    .select({ kind: blocks.kind, value: blocks.value, at: blocks.createdAt, by: agents.name })
    .from(blocks)
    .leftJoin(agents, eq(agents.id, blocks.blockedBy))
    .where(eq(blocks.projectId, projectId))
    .orderBy(asc(blocks.createdAt));
  return rows.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() }));
}

/** @returns whether there was such a block. */
export async function liftBlock(
  db: Queryable,
  { projectId, kind, value }: { projectId: ProjectId; kind: BlockKind; value: string },
): Promise<boolean> {
  const lifted = await db
    .delete(blocks)
    .where(and(eq(blocks.projectId, projectId), eq(blocks.kind, kind), eq(blocks.value, value)))
    .returning({ kind: blocks.kind });
  return lifted.length > 0;
}
