import { sql, type SQL } from 'drizzle-orm';
import type { ConversationId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { attachments, messages } from '../schema/schema.ts';
import { firstSaid, shownHere } from '../schema/shown-here.ts';

/** Whether any of these mails brought a file besides the pictures of its own text. */
export const haveFiles = (mails: SQL): SQL<boolean> =>
  sql<boolean>`exists (select 1 from attachments where attachments.email_id = any(${mails}) and not attachments.inline)`;

/** The same of all that a conversation shows. */
export async function holdsFiles(db: Queryable, conversationId: ConversationId): Promise<boolean> {
  const { rows } = await db.execute(sql`select 1 from ${messages}
    join ${attachments} on ${attachments.messageId} = ${firstSaid}
      or (${attachments.emailId} = ${messages.emailId} and not ${attachments.inline})
    where ${messages.conversationId} = ${conversationId} and ${shownHere} limit 1`);
  return rows.length > 0;
}
