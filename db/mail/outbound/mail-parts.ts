import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, ne, not, notInArray, or, sql } from 'drizzle-orm';
import type { MailParts } from '../../../domain/mail/writing/compose-mail.ts';
import type { ConversationId, DeliveryId, MessageId } from '../../../domain/ids.ts';
import type { DeliveryState } from '../../../domain/message.ts';
import { citedText } from '../../../domain/mail/writing/cited-text.ts';
import type { QuotedMessage } from '../../../domain/mail/writing/mail-quote.ts';
import { attachedFiles } from '../../files/attachments.ts';
import type { Queryable } from '../../connection/database.ts';
import {
  agents,
  conversations,
  customers,
  deliveries,
  inboundEmails,
  messages,
  projects,
} from '../../schema/schema.ts';
import { firstSaid, original, shownHere } from '../../schema/shown-here.ts';
import { mailPictures } from '../../../domain/mail/writing/mail-pictures.ts';
import { withoutSuppressed } from './suppressions.ts';

const agentOfAuthor = eq(agents.id, sql`${messages.author}->>'agentId'`);

/** Everything a mail about messages is made of, in the order they were said; null when they or the customer's address do not exist. */
export async function loadMailParts(
  tx: Queryable,
  wanted: {
    deliveryId: DeliveryId;
    messageIds: MessageId[];
    conversationId: ConversationId;
    /** Where the pages are that citations lead to. */
    publicUrl?: string | undefined;
  },
): Promise<MailParts | null> {
  const { deliveryId, messageIds, conversationId, publicUrl } = wanted;
  const rows = await tx
    .select({
      message: messages,
      subject: sql<string>`coalesce(${conversations.mailSubject}, ${conversations.subject})`,
      project: projects,
      customer: customers,
      agent: { name: agents.name, signature: agents.signature },
    })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .innerJoin(projects, eq(projects.id, conversations.projectId))
    .innerJoin(customers, eq(customers.id, conversations.customerId))
    .leftJoin(agents, agentOfAuthor)
    .where(and(inArray(messages.id, messageIds), eq(messages.conversationId, conversationId)))
    .orderBy(asc(messages.seq));
  const [first] = rows;
  if (!first) return null;
  const { project, customer, agent, subject } = first;
  const copies = await copiesOf(tx, rows, customer.email);
  const files = await attachedFiles(tx, messageIds);
  return {
    deliveryId,
    conversationId,
    project,
    customer: { email: customer.email, name: customer.name },
    ...copies,
    agentName: agent?.name ?? '',
    signature: agent?.signature ?? '',
    automatic: first.message.author.by !== 'agent',
    text: rows.map(({ message }) => citedText(message, publicUrl).trim()).join('\n\n'),
    subject,
    thread: await threadIds(tx, { conversationId, deliveryId }),
    attachments: files.map(({ id }) => id),
    pictures: mailPictures(files),
    unmailed: await unmailedMessages(tx, {
      conversationId,
      messageIds,
      seq: Math.max(...rows.map(({ message }) => message.seq)),
      projectName: project.name,
    }),
  };
}

type CopiedRow = {
  message: Pick<typeof messages.$inferSelect, 'cc' | 'bcc'>;
  project: { id: (typeof projects.$inferSelect)['id'] };
};

/** Who gets it besides, each once, without those who get no mail any more. */
async function copiesOf(tx: Queryable, rows: CopiedRow[], customer: string) {
  const [first] = rows;
  const allowed = async (emails: string[]) =>
    first ? withoutSuppressed(tx, { projectId: first.project.id, emails: [...new Set(emails)] }) : [];
  const cc = await allowed(rows.flatMap(({ message }) => message.cc).filter((to) => to !== customer));
  const hidden = await allowed(rows.flatMap(({ message }) => message.bcc).filter((to) => to !== customer));
  const open = new Set(cc);
  const named = (emails: string[]) => emails.map((email) => ({ email, name: null }));
  return { cc: named(cc), bcc: named(hidden.filter((to) => !open.has(to))) };
}

/** States of a mail that its reader does not have. */
const MISSED = ['failed', 'bounced'] satisfies DeliveryState[];

/** Whoever a message was sent on to answers the team: the customer never had that mail. */
const answersForward = sql`exists (
  select 1 from ${deliveries} as forwarded join ${messages} as note on note.id = forwarded.message_id
  where forwarded.conversation_id = ${messages.conversationId} and note.forwards is not null
    and ${messages.author}->>'by' = 'other'
    and lower(forwarded.envelope->'to'->>'email') = lower(${inboundEmails.fromEmail}))`;

/** Message-IDs of every mail that arrived in either direction and was not quarantined, oldest first. */
async function threadIds(
  tx: Queryable,
  of: { conversationId: ConversationId; deliveryId: DeliveryId },
): Promise<string[]> {
  const here = and(eq(messages.conversationId, of.conversationId), shownHere);
  const sent = await tx
    .select({ id: deliveries.rfcMessageId, at: deliveries.createdAt })
    .from(messages)
    .innerJoin(deliveries, eq(deliveries.messageId, firstSaid))
    .where(
      and(
        here,
        isNull(messages.forwards),
        ne(deliveries.id, of.deliveryId),
        notInArray(deliveries.state, MISSED),
      ),
    );
  const received = await tx
    .select({ id: inboundEmails.rfcMessageId, at: inboundEmails.receivedAt })
    .from(messages)
    .innerJoin(inboundEmails, eq(inboundEmails.id, messages.emailId))
    .where(
      and(
        here,
        isNull(inboundEmails.quarantine),
        isNull(inboundEmails.machine),
        // An agent's mail to us: the customer never had it.
        isNull(inboundEmails.agentMailId),
        not(answersForward),
      ),
    );
  return [...sent, ...received]
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .flatMap(({ id }) => id ?? []);
}

/** What was said to everyone after the last message that travelled by mail, in either direction. Strangers' mail stays out. */
async function unmailedMessages(
  tx: Queryable,
  until: { conversationId: ConversationId; messageIds: MessageId[]; seq: number; projectName: string },
): Promise<QuotedMessage[]> {
  const earlier = and(
    eq(messages.conversationId, until.conversationId),
    lt(messages.seq, until.seq),
    shownHere,
    notInArray(messages.id, until.messageIds),
  );
  const arrived = and(
    isNotNull(deliveries.id),
    isNull(messages.forwards),
    notInArray(deliveries.state, MISSED),
  );
  const came = and(isNotNull(messages.emailId), sql`${messages.author}->>'by' = 'customer'`);
  const [mailed] = await tx
    .select({ seq: sql<number>`coalesce(max(${messages.seq}), 0)::int` })
    .from(messages)
    .innerJoin(original, eq(original.id, firstSaid))
    .leftJoin(deliveries, eq(deliveries.id, original.deliveryId))
    .where(and(earlier, or(arrived, came)));
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
    isMarkdown: message.author.by !== 'customer',
    at: message.createdAt.toISOString(),
  }));
}

function nameOf(by: string, names: { agent: string | null; projectName: string }): string {
  if (by === 'customer') return 'you';
  return by === 'agent' && names.agent ? names.agent : `${names.projectName}’s assistant`;
}
