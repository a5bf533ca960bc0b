import { sql } from 'drizzle-orm';
import type { ConversationId, ProjectId } from '../../../domain/ids.ts';
import { foldAddress } from '../../../domain/mail/address/mail-address.ts';
import type { SentMail } from '../../../domain/mail/reading/parties-of-mail.ts';
import type { Database } from '../../connection/database.ts';
import { prepared } from '../../connection/prepared.ts';
import { blocks, conversations, customers, deliveries } from '../../schema/schema.ts';
import { addressesHere } from './correspondents.ts';

export interface PlaceEvidence {
  /** Every address that speaks for the conversation's customer. */
  addresses: string[];
  /** The team blocked the sender. */
  blocked: boolean;
  /** The newest mails that left the conversation. */
  sent: SentMail[];
}

/** A customer answers one of the newest; what those quote, they hold themselves. */
const MAX_SENT = 5;

/** What decides about a mail where it belongs, and what it may quote there. Without a conversation there is only its sender to know. */
export async function findPlaceEvidence(
  db: Database,
  of: { projectId: ProjectId; conversationId: ConversationId | null; sender: string | null },
): Promise<PlaceEvidence> {
  const [row] = await find(db, { ...of, sender: of.sender && foldAddress(of.sender) });
  if (!row) throw new Error('A look-up without a condition found no row.');
  return row;
}

const given = (name: string) => sql`${sql.placeholder(name)}::text`;

const find = prepared<Record<string, unknown>, PlaceEvidence & Record<string, unknown>>(
  'find_place_evidence',
  sql`select
    coalesce((
      select ${addressesHere}
      from ${conversations} inner join ${customers} on ${customers.id} = ${conversations.customerId}
      where ${conversations.id} = ${given('conversationId')}
    ), '{}') as addresses,
    exists (
      select 1 from ${blocks}
      where ${blocks.projectId} = ${given('projectId')} and ${blocks.kind} = 'sender' and ${blocks.value} = ${given('sender')}
    ) as blocked,
    (
      select coalesce(json_agg(json_build_object('from', envelope -> 'from', 'replyTo', envelope -> 'replyTo',
        'text', envelope -> 'text') order by created_at desc), '[]')
      from (
        select ${deliveries.envelope}, ${deliveries.createdAt} from ${deliveries}
        where ${deliveries.conversationId} = ${given('conversationId')}
        order by ${deliveries.createdAt} desc limit ${sql.raw(String(MAX_SENT))}
      ) as newest
    ) as sent`,
);
