import { and, eq, exists, ne, sql } from 'drizzle-orm';
import { siblingId, type ConversationId, type EmailId, type MessageId } from '../../domain/ids.ts';
import type { Database } from '../connection/database.ts';
import { snapshotColumns, snapshotOf, type KnownConversation } from './conversations.ts';
import type { Project } from '../project/projects.ts';
import { conversations, customers, messages, projects } from '../schema/schema.ts';
import { rulesReplyHere } from '../rules/rules.ts';
import { addressesHere } from '../mail/inbound/correspondents.ts';

/** A conversation that is about to hear of a mail. */
export interface Hearing {
  known: KnownConversation;
  /** Every address that speaks for its customer: their own first. */
  addresses: string[];
  /** Null while it is being deleted. */
  project:
    | (Pick<
        Project,
        'id' | 'assistantAnswersMail' | 'acknowledgesMail' | 'ratingMailMinutes' | 'businessHours'
      > & { rulesReply: boolean })
    | null;
}

/**
 * Everything that is asked of its conversation when a stored mail goes there, in one statement that Postgres has planned
 * already. Asked only then: files may have taken a while to store. @returns null when there is no such conversation.
 */
export async function findHearing(
  db: Database,
  of: { id: EmailId; conversationId: ConversationId },
): Promise<Hearing | null> {
  const statement = statements.get(db) ?? prepare(db);
  statements.set(db, statement);
  const messageId: MessageId = siblingId('msg', of.id);
  const [row] = await statement.execute({ conversationId: of.conversationId, messageId });
  if (!row) return null;
  const { conversation, email, unsent, isUsedElsewhere, addresses, deletingAt, ...project } = row;
  return {
    known: { snapshot: snapshotOf({ conversation, email, unsent }), isUsedElsewhere },
    addresses,
    project: deletingAt ? null : project,
  };
}

const statements = new WeakMap<Database, ReturnType<typeof prepare>>();

const given = (name: 'conversationId' | 'messageId') => sql`${sql.placeholder(name)}::text`;

function prepare(db: Database) {
  const elsewhere = db
    .select({ one: sql`1` })
    .from(messages)
    .where(and(eq(messages.id, given('messageId')), ne(messages.conversationId, given('conversationId'))));
  const { id, assistantAnswersMail, acknowledgesMail, ratingMailMinutes, businessHours, deletingAt } =
    projects;
  return db
    .select({
      ...{ id, assistantAnswersMail, acknowledgesMail, ratingMailMinutes, businessHours, deletingAt },
      rulesReply: rulesReplyHere,
      addresses: addressesHere,
      isUsedElsewhere: sql<boolean>`${exists(elsewhere)}`,
      ...snapshotColumns,
    })
    .from(conversations)
    .innerJoin(projects, eq(projects.id, conversations.projectId))
    .leftJoin(customers, eq(customers.id, conversations.customerId))
    .where(eq(conversations.id, given('conversationId')))
    .prepare('find_hearing');
}
