import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { ConversationId } from '../../../domain/ids.ts';
import type { MailIdentity } from '../../../domain/mail/address/mail-envelope.ts';
import { ratingToken } from '../../../domain/mail/address/rating-token.ts';
import { RATING_LINK_DAYS } from '../../../domain/ratings/rating.ts';
import type { Queryable } from '../../connection/database.ts';
import { conversations, projects } from '../../schema/schema.ts';

interface Asked {
  conversationId: ConversationId;
  mail: MailIdentity;
}

/** Why nobody is asked after all, in words for agents: settings change while a question waits. Null: they are. */
export async function whyNotToRate(tx: Queryable, { conversationId, mail }: Asked): Promise<string | null> {
  if (!mail.publicUrl) return 'No page to answer on has an address.';
  const [asks] = await tx
    .select({ one: sql`1` })
    .from(conversations)
    .innerJoin(projects, eq(projects.id, conversations.projectId))
    .where(and(eq(conversations.id, conversationId), isNotNull(projects.ratingMailMinutes)));
  return asks ? null : 'The project no longer asks by mail.';
}

/** The signed address of the page on which this conversation is rated. */
export async function ratingPageOf(tx: Queryable, { conversationId, mail }: Asked): Promise<string | null> {
  const [row] = await tx
    .select({ projectId: conversations.projectId })
    .from(conversations)
    .where(eq(conversations.id, conversationId));
  if (!row || !mail.publicUrl) return null;
  const expires = Math.floor(Date.now() / 1_000) + RATING_LINK_DAYS * 86_400;
  const token = ratingToken({ conversationId, ...row, expires }, mail.replyAddressSecrets);
  return `${mail.publicUrl}/rate/${token}`;
}
