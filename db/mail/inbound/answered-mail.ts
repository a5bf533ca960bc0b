import { and, desc, eq, inArray } from 'drizzle-orm';
import { isReport } from '../../../domain/mail/bounce-report.ts';
import type { ConversationId, DeliveryId, MessageId } from '../../../domain/ids.ts';
import { headerValues, type InboundMail } from '../../../domain/mail/inbound-mail.ts';
import { messageIdsOf } from '../../../domain/mail/address/mail-message-id.ts';
import type { MachineMailKind } from '../../../domain/message.ts';
import { splitAddress } from '../../../domain/mail/address/reply-address.ts';
import type { Queryable } from '../../connection/database.ts';
import { deliveries } from '../../schema/schema.ts';

/** The delivery that a mail answers. */
export interface AnsweredDelivery {
  deliveryId: DeliveryId;
  messageId: MessageId;
  to: string;
  /** The mail names it by its Message-ID; otherwise it is the newest one, because the mail came to the reply address. */
  named: boolean;
}

/** No header of a real thread is longer. */
const MAX_IDS = 200;

/**
 * Which of our mails a machine answered: the one it names in In-Reply-To, in References or in what it returns; without
 * a name, the newest, if a bounce or the domain we wrote to says so.
 * @returns null when it answers none: whoever else knows the reply address has their machines write to it.
 */
export async function findAnswered(
  db: Queryable,
  {
    mail,
    conversationId,
    machine,
  }: { mail: InboundMail; conversationId: ConversationId; machine: MachineMailKind },
): Promise<AnsweredDelivery | null> {
  const ids = namedIds(mail);
  const rows = ids.length > 0 ? await select(db, conversationId, inArray(deliveries.rfcMessageId, ids)) : [];
  const [named] = rows.sort((one, other) => ids.indexOf(one.rfcMessageId) - ids.indexOf(other.rfcMessageId));
  if (named) return { ...named, to: named.envelope.to.email, named: true };
  const [newest] = await select(db, conversationId).limit(1);
  if (!newest) return null;
  const to = newest.envelope.to.email;
  const ours = isReport(machine) || domainOf(mail.from?.email ?? '') === domainOf(to);
  return ours ? { ...newest, to, named: false } : null;
}

/** The mail answered directly first, then the thread's newest. */
function namedIds(mail: InboundMail): string[] {
  const headers = ['In-Reply-To', 'References'].flatMap((name) =>
    headerValues(mail, name).flatMap((value) => messageIdsOf(value).reverse()),
  );
  return [...headers, ...(mail.bouncedIds ?? [])].slice(0, MAX_IDS);
}

function select(db: Queryable, conversationId: ConversationId, where?: ReturnType<typeof inArray>) {
  return db
    .select({
      deliveryId: deliveries.id,
      messageId: deliveries.messageId,
      envelope: deliveries.envelope,
      rfcMessageId: deliveries.rfcMessageId,
    })
    .from(deliveries)
    .where(and(eq(deliveries.conversationId, conversationId), where))
    .orderBy(desc(deliveries.createdAt));
}

const domainOf = (address: string) => splitAddress(address).domain.toLowerCase();
