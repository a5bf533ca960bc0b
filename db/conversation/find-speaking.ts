import { and, eq, exists, ne, or, sql } from 'drizzle-orm';
import type { ConversationId, MessageId, VisitorId } from '../../domain/ids.ts';
import type { Database } from '../connection/database.ts';
import type { Project } from '../project/projects.ts';
import type { Visitor } from '../project/visitors.ts';
import { blocks, conversations, customers, messages, projects, visitors } from '../schema/schema.ts';
import { snapshotColumns, snapshotOf, type KnownConversation } from './conversations.ts';

/** What a visitor wants to say, and from where. */
interface Wanted {
  tokenHash: string;
  network: string;
  conversationId: ConversationId;
  messageId: MessageId;
}

export interface Speaking {
  visitor: Visitor;
  /** Null while it is being deleted. */
  project: Pick<Project, 'allowedOrigins' | 'archivedAt'> | null;
  isBlocked: boolean;
  /** From this network within the last minute, so that it needs no note. */
  isNoted: boolean;
  /** The conversation they name; null: there is none. */
  place: (KnownConversation & { visitorId: VisitorId | null }) | null;
}

/**
 * Everything that is asked before a visitor's words are taken, in one statement that Postgres has planned already: it stands
 * on the way of every message. @returns null when nobody has that token.
 */
export async function findSpeaking(db: Database, wanted: Wanted): Promise<Speaking | null> {
  const statement = statements.get(db) ?? prepare(db);
  statements.set(db, statement);
  const [row] = await statement.execute({ ...wanted });
  if (!row) return null;
  const { id, projectId, deletingAt, allowedOrigins, archivedAt, isBlocked, isNoted } = row;
  const { conversation, email, unsent, isUsedElsewhere } = row;
  return {
    visitor: { id, projectId },
    project: deletingAt ? null : { allowedOrigins, archivedAt },
    ...{ isBlocked, isNoted },
    place: conversation && {
      ...{ visitorId: conversation.visitorId, isUsedElsewhere },
      snapshot: snapshotOf({ conversation, email, unsent }),
    },
  };
}

const statements = new WeakMap<Database, ReturnType<typeof prepare>>();

const given = (name: keyof Wanted) => sql`${sql.placeholder(name)}::text`;

function prepare(db: Database) {
  const blocked = db
    .select({ one: sql`1` })
    .from(blocks)
    .where(
      and(
        eq(blocks.projectId, visitors.projectId),
        or(
          and(eq(blocks.kind, 'visitor'), eq(blocks.value, visitors.id)),
          and(eq(blocks.kind, 'network'), eq(blocks.value, given('network'))),
        ),
      ),
    );
  const elsewhere = db
    .select({ one: sql`1` })
    .from(messages)
    .where(and(eq(messages.id, given('messageId')), ne(messages.conversationId, given('conversationId'))));
  return db
    .select({
      id: visitors.id,
      projectId: visitors.projectId,
      isNoted: sql<boolean>`${visitors.network} is not distinct from ${given('network')}
        and ${visitors.lastSeenAt} > now() - interval '1 minute'`,
      deletingAt: projects.deletingAt,
      allowedOrigins: projects.allowedOrigins,
      archivedAt: projects.archivedAt,
      isBlocked: sql<boolean>`${exists(blocked)}`,
      isUsedElsewhere: sql<boolean>`${exists(elsewhere)}`,
      ...snapshotColumns,
    })
    .from(visitors)
    .innerJoin(projects, eq(projects.id, visitors.projectId))
    .leftJoin(conversations, eq(conversations.id, given('conversationId')))
    .leftJoin(customers, eq(customers.id, conversations.customerId))
    .where(eq(visitors.tokenHash, given('tokenHash')))
    .prepare('find_speaking');
}
