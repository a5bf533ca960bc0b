import { and, asc, eq, gt, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { MailParts } from '../domain/compose-mail.ts';
import type { ConversationId, DeliveryId, MessageId } from '../domain/ids.ts';
import type { QuotedMessage } from '../domain/mail-quote.ts';
import type { Queryable } from './database.ts';
import { agents, conversations, customers, deliveries, inboundEmails, messages, projects } from './schema.ts';
import { firstSaid, standsHere } from './standing-here.ts';

const agentOfAuthor = eq(agents.id, sql`${messages.author}->>'agentId'`);

/** Everything a mail about one message is made of; null when the message or the customer's address does not exist. */
export async function loadMailParts(
  tx: Queryable,
  wanted: { deliveryId: DeliveryId; messageId: MessageId; conversationId: ConversationId },
): Promise<MailParts | null> {
  const { deliveryId, messageId, conversationId } = wanted;
  const [row] = await tx
    .select({
      message: messages,
      subject: conversations.subject,
      project: projects,
      customer: customers,
      agent: agents.name,
    })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .innerJoin(projects, eq(projects.id, conversations.projectId))
    .innerJoin(customers, eq(customers.id, conversations.customerId))
    .leftJoin(agents, agentOfAuthor)
    .where(and(eq(messages.id, messageId), eq(messages.conversationId, conversationId)));
  if (!row) return null;
  return {
    deliveryId,
    conversationId,
    project: row.project,
    customer: { email: row.customer.email, name: row.customer.name },
    agentName: row.agent ?? '',
    text: row.message.text,
    subject: row.subject,
    thread: await threadIds(tx, conversationId),
    unmailed: await unmailedMessages(tx, {
      conversationId,
      seq: row.message.seq,
      projectName: row.project.name,
    }),
  };
}

/** Message-IDs of every mail of the conversation that was not quarantined, both directions, oldest first. */
async function threadIds(tx: Queryable, conversationId: ConversationId): Promise<string[]> {
  const sent = await tx
    .select({ id: deliveries.rfcMessageId, at: deliveries.createdAt })
    .from(messages)
    .innerJoin(deliveries, eq(deliveries.messageId, firstSaid))
    .where(and(eq(messages.conversationId, conversationId), standsHere));
  const received = await tx
    .select({ id: inboundEmails.rfcMessageId, at: inboundEmails.receivedAt })
    .from(messages)
    .innerJoin(inboundEmails, eq(inboundEmails.id, messages.emailId))
    .where(and(eq(messages.conversationId, conversationId), isNull(inboundEmails.quarantine), standsHere));
  return [...sent, ...received]
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .flatMap(({ id }) => id ?? []);
}

/** What was said to everyone after the last message that travelled by mail, in either direction. Strangers' mail stays out. */
async function unmailedMessages(
  tx: Queryable,
  until: { conversationId: ConversationId; seq: number; projectName: string },
): Promise<QuotedMessage[]> {
  const earlier = and(
    eq(messages.conversationId, until.conversationId),
    lt(messages.seq, until.seq),
    standsHere,
  );
  const [mailed] = await tx
    .select({ seq: sql<number>`coalesce(max(${messages.seq}), 0)::int` })
    .from(messages)
    .leftJoin(deliveries, eq(deliveries.messageId, firstSaid))
    .where(
      and(
        earlier,
        sql`(${isNotNull(deliveries.id)} or (${isNotNull(messages.emailId)} and ${messages.author}->>'by' = 'customer'))`,
      ),
    );
  const rows = await tx
    .select({ message: messages, agent: agents.name })
    .from(messages)
    .leftJoin(agents, agentOfAuthor)
    .where(
      and(
        earlier,
        gt(messages.seq, mailed?.seq ?? 0),
        eq(messages.kind, 'message'),
        eq(messages.audience, 'everyone'),
        sql`${messages.author}->>'by' in ('customer', 'assistant', 'agent')`,
      ),
    )
    .orderBy(asc(messages.seq));
  return rows.map(({ message, agent }) => ({
    who: nameOf(message.author.by, { agent, projectName: until.projectName }),
    text: message.text,
    at: message.createdAt.toISOString(),
  }));
}

function nameOf(by: string, names: { agent: string | null; projectName: string }): string {
  if (by === 'customer') return 'you';
  return by === 'agent' && names.agent ? names.agent : `${names.projectName}’s assistant`;
}
