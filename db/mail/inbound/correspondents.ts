import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Person } from '../../../domain/person.ts';
import type { AgentId, ConversationId, MessageId, ProjectId } from '../../../domain/ids.ts';
import type { Queryable } from '../../connection/database.ts';
import {
  agents,
  conversations,
  customerAddresses,
  customers,
  deliveries,
  inboundEmails,
  memberships,
  messages,
} from '../../schema/schema.ts';
import { firstSaid, shownHere } from '../../schema/shown-here.ts';

/**
 * Every address that speaks for the customer whose row of `customers` is joined: their own first, then those that agents
 * confirmed, and those of whoever is the same person.
 */
export const addressesHere = sql<string[]>`array_remove(array_prepend(${customers.email}, array(
  select each.email from (
    select further.email, further.created_at from ${customerAddresses} as further
    join customers as same on same.id = further.customer_id where same.one_id = ${customers.oneId}
    union all select same.email, same.created_at from customers as same where same.one_id = ${customers.oneId}
  ) as each where each.email <> ${customers.email}
  group by each.email order by min(each.created_at), each.email)), null)`;

/** The same for a conversation's customer. */
export async function addressesOfCustomer(db: Queryable, id: ConversationId): Promise<string[]> {
  const [row] = await db
    .select({ addresses: addressesHere })
    .from(conversations)
    .innerJoin(customers, eq(customers.id, conversations.customerId))
    .where(eq(conversations.id, id));
  return row?.addresses ?? [];
}

/** The agents of a project whose own addresses are among these, by address. */
export async function findAgentsByEmail(
  db: Queryable,
  { projectId, emails }: { projectId: ProjectId; emails: string[] },
): Promise<Map<string, AgentId>> {
  const email = sql<string>`lower(${agents.email})`;
  const rows = await db
    .select({ email, id: agents.id })
    .from(agents)
    .innerJoin(memberships, eq(memberships.agentId, agents.id))
    .where(and(eq(memberships.projectId, projectId), inArray(email, emails)));
  return new Map(rows.map((row) => [row.email, row.id]));
}

/** Somebody who was in copy, and since which message. */
export interface Copied extends Person {
  seq: number;
}

/**
 * Who was in To or Cc of the customer's mails and of the team's replies, in the order they came in. Mails of anybody else
 * add nobody: otherwise a stranger could write themselves, or a friend, into the conversation.
 */
export async function listCopied(db: Queryable, conversationId: ConversationId): Promise<Copied[]> {
  const here = and(eq(messages.conversationId, conversationId), shownHere);
  const received = await db
    .select({ seq: messages.seq, people: inboundEmails.recipients })
    .from(messages)
    .innerJoin(inboundEmails, eq(inboundEmails.id, messages.emailId))
    .where(and(here, sql`${messages.author}->>'by' = 'customer'`))
    .orderBy(asc(messages.seq));
  const sent = await db
    .select({ seq: messages.seq, envelope: deliveries.envelope })
    .from(messages)
    .innerJoin(deliveries, eq(deliveries.messageId, firstSaid))
    .where(here);
  const copied = new Map<string, Copied>();
  const copies = sent.map(({ seq, envelope }) => ({ seq, people: envelope.cc ?? [] }));
  for (const { seq, people } of [...received, ...copies].sort((one, other) => one.seq - other.seq)) {
    for (const { email, name } of people) {
      const known = copied.get(email);
      if (!known) copied.set(email, { email, name: name ?? '', seq });
      else known.name ||= name ?? '';
    }
  }
  return [...copied.values()];
}

/** The address a message came from by mail, if it counts as that author's. */
export async function senderOf(
  db: Queryable,
  which: { conversationId: ConversationId; messageId: MessageId; by: 'customer' | 'other' },
): Promise<string | null> {
  const [row] = await db
    .select({ email: inboundEmails.fromEmail })
    .from(messages)
    .innerJoin(inboundEmails, eq(inboundEmails.id, messages.emailId))
    .where(
      and(
        eq(messages.conversationId, which.conversationId),
        eq(messages.id, which.messageId),
        sql`${messages.author}->>'by' = ${which.by}`,
      ),
    );
  return row?.email ?? null;
}

/** Whom a message's mail names besides its sender. */
export async function namedBesides(
  db: Queryable,
  which: { conversationId: ConversationId; messageId: MessageId },
): Promise<string | null> {
  const [row] = await db
    .select({ answerTo: inboundEmails.answerTo })
    .from(messages)
    .innerJoin(inboundEmails, eq(inboundEmails.id, messages.emailId))
    .where(and(eq(messages.conversationId, which.conversationId), eq(messages.id, which.messageId)));
  return row?.answerTo?.email ?? null;
}
