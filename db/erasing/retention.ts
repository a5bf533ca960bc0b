import { and, eq, lt, sql } from 'drizzle-orm';
import type { Retention } from '../../domain/project/erasure.ts';
import type { ConversationId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { conversations, inboundEmails, messages, projects, visitors } from '../schema/schema.ts';

/** What each project keeps for how long. */
export function listRetentions(db: Queryable): Promise<({ projectId: ProjectId } & Retention)[]> {
  const { id: projectId, closedDays, rawMailDays, visitorDays } = projects;
  return db.select({ projectId, closedDays, rawMailDays, visitorDays }).from(projects);
}

/** Conversations of a project that nobody has said anything in since a moment, and that are closed. */
export async function listForgotten(
  db: Queryable,
  { projectId, before, limit }: { projectId: ProjectId; before: Date; limit: number },
): Promise<ConversationId[]> {
  const lately = db
    .select({ id: sql`1` })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversations.id),
        sql`${messages.createdAt} >= ${before.toISOString()}`,
      ),
    );
  const rows = await db
    .select({ id: conversations.id })
    .from(conversations)
    .where(
      and(
        eq(conversations.projectId, projectId),
        eq(conversations.status, 'closed'),
        sql`${conversations.lastMessageAt} < ${before.toISOString()}`,
        sql`not exists (${lately})`,
      ),
    )
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Mails as they came: their words stay in the transcript, the provider's JSON, the raw source and the HTML go. @returns how many. */
export async function dropRawMails(db: Queryable, { projectId, before }: Aged): Promise<number> {
  const rows = await db
    .update(inboundEmails)
    .set({ payload: {}, html: null, hasSource: false })
    .where(
      and(
        eq(inboundEmails.projectId, projectId),
        lt(inboundEmails.receivedAt, before),
        sql`(${inboundEmails.payload} <> '{}' or ${inboundEmails.html} is not null)`,
      ),
    )
    .returning({ id: inboundEmails.id });
  return rows.length;
}

/** Visitors who have not been seen since, and of whom no conversation is kept. @returns how many. */
export async function dropVisitors(db: Queryable, { projectId, before }: Aged): Promise<number> {
  const kept = db
    .select({ id: sql`1` })
    .from(conversations)
    .where(eq(conversations.visitorId, visitors.id));
  const rows = await db
    .delete(visitors)
    .where(and(eq(visitors.projectId, projectId), lt(visitors.lastSeenAt, before), sql`not exists (${kept})`))
    .returning({ id: visitors.id });
  return rows.length;
}

interface Aged {
  projectId: ProjectId;
  before: Date;
}
