import { and, eq, exists, isNull, sql } from 'drizzle-orm';
import type { Batch } from '../../domain/conversation/batch.ts';
import type { Entry } from '../../domain/conversation/entry.ts';
import type { ConversationId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { conversations, messages, projects, ratings } from '../schema/schema.ts';

/** Keeps what the customer said of it in its own row too. The first one counts. */
export async function keepRating(
  tx: Queryable,
  fresh: Entry[],
  { conversationId }: Pick<Batch, 'conversationId'>,
): Promise<void> {
  if (!fresh.some(({ event }) => event?.kind === 'rated')) return;
  await tx.execute(sql`
    insert into ${ratings} (conversation_id, project_id, message_id, score, road, agent_id, created_at)
    select conversation_id, project_id, id, event->>'score', event->>'road', event->>'about', created_at
    from ${messages}
    where conversation_id = ${conversationId} and event->>'kind' = 'rated' and origin_id is null
    order by seq limit 1
    on conflict do nothing`);
}

/** Whether its customer has said how it was. */
export const isRated = (tx: Queryable) =>
  exists(
    tx
      .select({ one: sql`1` })
      .from(ratings)
      .where(eq(ratings.conversationId, conversations.id)),
  );

/** A conversation that somebody with a link may rate; null: there is none any more. */
export async function findRateable(
  db: Queryable,
  id: ConversationId,
): Promise<{ projectId: ProjectId; projectName: string; isRated: boolean } | null> {
  const [row] = await db
    .select({ projectId: projects.id, projectName: projects.name, isRated: sql<boolean>`${isRated(db)}` })
    .from(conversations)
    .innerJoin(projects, eq(projects.id, conversations.projectId))
    .where(and(eq(conversations.id, id), isNull(projects.deletingAt)));
  return row ?? null;
}
