import { and, desc, eq, sql } from 'drizzle-orm';
import type { ConversationId } from '../../../domain/ids.ts';
import type { Reach } from '../../../domain/conversation/reach.ts';
import type { Queryable } from '../../connection/database.ts';
import { conversations, customers, inboundEmails, messages, projects } from '../../schema/schema.ts';
import { shownHere } from '../../schema/shown-here.ts';
import { findSuppression } from './suppressions.ts';

/** How what the assistant says would reach a conversation's customer: where they spoke last, and whether they may be mailed. */
export async function findReach(db: Queryable, id: ConversationId): Promise<Reach> {
  const [row] = await db
    .select({ conversation: conversations, email: customers.email, isOn: projects.assistantAnswersMail })
    .from(conversations)
    .innerJoin(projects, eq(projects.id, conversations.projectId))
    .leftJoin(customers, eq(customers.id, conversations.customerId))
    .where(eq(conversations.id, id));
  if (!row) return { chat: false, mail: 'never' };
  const { visitorId, projectId, chatOnly } = row.conversation;
  const last = await lastOfCustomer(db, id);
  const chat = visitorId !== null && (!last || last.channel === 'widget');
  const stopped = row.email && (await findSuppression(db, { projectId, email: row.email }));
  if (!row.email || chatOnly || stopped) return { chat, mail: 'never' };
  const verdict = await verdictOfMail(db, id, row.email);
  if (!verdict || verdict === 'failed') return { chat, mail: 'never' };
  return { chat, mail: row.isOn && verdict === 'verified' ? 'on' : 'asks' };
}

/** What another visitor wrote in a conversation that was merged into this one says nothing of where this one is. */
async function lastOfCustomer(db: Queryable, id: ConversationId) {
  const [row] = await db
    .select({ channel: messages.channel })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, id),
        eq(messages.kind, 'message'),
        sql`${messages.author}->>'by' = 'customer'`,
        eq(messages.forVisitor, true),
        shownHere,
      ),
    )
    .orderBy(desc(messages.seq))
    .limit(1);
  return row;
}

/** Of the newest mail that the customer's own address sent here. */
async function verdictOfMail(db: Queryable, id: ConversationId, email: string) {
  const [row] = await db
    .select({ verdict: inboundEmails.verdict })
    .from(inboundEmails)
    .where(
      and(
        eq(inboundEmails.conversationId, id),
        eq(sql`lower(${inboundEmails.fromEmail})`, email.toLowerCase()),
      ),
    )
    .orderBy(desc(inboundEmails.receivedAt))
    .limit(1);
  return row?.verdict;
}
