import { and, desc, eq, ilike, inArray, or, sql, type SQL } from 'drizzle-orm';
import type { ConversationId, EmailId, ProjectId } from '../../../domain/ids.ts';
import type { PlaceForMail } from '../../../domain/mail/judging/quarantine.ts';
import type { Queryable } from '../../connection/database.ts';
import { personsAt } from '../../customers/same-person.ts';
import { conversations, customers, inboundEmails } from '../../schema/schema.ts';

const MAX_PLACES = 12;

/** Conversations that a quarantined mail may belong to: the one it names, its sender's, and what an agent searches for. */
export async function listPlacesForMail(
  db: Queryable,
  query: { projectId: ProjectId; id: EmailId; search: string },
): Promise<PlaceForMail[]> {
  const [mail] = await db
    .select({ claims: inboundEmails.conversationId, from: inboundEmails.fromEmail })
    .from(inboundEmails)
    .where(and(eq(inboundEmails.projectId, query.projectId), eq(inboundEmails.id, query.id)));
  if (!mail) return [];
  const { projectId, search } = query;
  if (search) return select(db, { projectId, why: 'search', which: found(search) });
  const claimed = mail.claims
    ? await select(db, { projectId, why: 'claimed', which: eq(conversations.id, mail.claims) })
    : [];
  const own = mail.from
    ? await select(db, { projectId, why: 'sender', which: isOf(projectId, mail.from) })
    : [];
  return [...claimed, ...own.filter(({ id }) => id !== mail.claims)];
}

export async function isConversationOf(
  db: Queryable,
  which: { projectId: ProjectId; conversationId: ConversationId },
): Promise<boolean> {
  const { projectId, conversationId } = which;
  const own = and(eq(conversations.projectId, projectId), eq(conversations.id, conversationId));
  return (await db.$count(conversations, own)) > 0;
}

const isOf = (projectId: ProjectId, email: string): SQL =>
  inArray(customers.oneId, personsAt({ projectId, email }));

function found(search: string): SQL | undefined {
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  return or(
    ...[customers.email, customers.name, conversations.subject, conversations.preview].map((column) =>
      ilike(column, pattern),
    ),
    eq(conversations.id, search as ConversationId),
  );
}

async function select(
  db: Queryable,
  query: { projectId: ProjectId; why: PlaceForMail['why']; which: SQL | undefined },
): Promise<PlaceForMail[]> {
  const rows = await db
    .select({ conversation: conversations, email: customers.email, name: customers.name })
    .from(conversations)
    .leftJoin(customers, eq(customers.id, conversations.customerId))
    .where(and(eq(conversations.projectId, query.projectId), sql`${conversations.lastSeq} > 0`, query.which))
    .orderBy(desc(conversations.lastMessageAt))
    .limit(MAX_PLACES);
  return rows.map(({ conversation, email, name }) => ({
    id: conversation.id,
    customer: name || email || 'A visitor without an address',
    subject: conversation.subject || conversation.preview,
    status: conversation.status,
    lastMessageAt: conversation.lastMessageAt.toISOString(),
    why: query.why,
  }));
}
