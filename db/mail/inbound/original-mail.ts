import { and, eq, not, sql } from 'drizzle-orm';
import type { EmailId, ProjectId } from '../../../domain/ids.ts';
import type { Queryable } from '../../connection/database.ts';
import { stepMissing, type Bearer } from '../../sign-in/admission.ts';
import { inboundEmails, memberships } from '../../schema/schema.ts';

/** A mail as it came, when the agent is on the team of its project. */
export async function findMailForAgent(
  db: Queryable,
  { id, ...who }: Bearer & { id: EmailId },
): Promise<{ id: EmailId; projectId: ProjectId; html: string | null } | null> {
  const [row] = await db
    .select({ id: inboundEmails.id, projectId: inboundEmails.projectId, html: inboundEmails.html })
    .from(inboundEmails)
    .innerJoin(memberships, eq(memberships.projectId, inboundEmails.projectId))
    .where(and(eq(inboundEmails.id, id), eq(memberships.agentId, who.agentId), not(stepMissing(who))));
  return row ?? null;
}

/** The words and the HTML of a project's mail, complete. */
export async function findOriginalMail(
  db: Queryable,
  wanted: { id: EmailId; projectId: ProjectId },
): Promise<{ id: EmailId; subject: string; text: string; html: string | null; hasSource: boolean } | null> {
  const [row] = await db
    .select({
      id: inboundEmails.id,
      subject: inboundEmails.subject,
      text: sql<string>`coalesce(${inboundEmails.payload}->>'TextBody', '')`,
      html: inboundEmails.html,
      hasSource: inboundEmails.hasSource,
    })
    .from(inboundEmails)
    .where(and(eq(inboundEmails.id, wanted.id), eq(inboundEmails.projectId, wanted.projectId)));
  return row ?? null;
}

/** The raw mail, where the provider was asked to include it. */
export async function findMailSource(db: Queryable, id: EmailId): Promise<string | null> {
  const [row] = await db
    .select({ source: sql<string | null>`${inboundEmails.payload}->>'RawEmail'` })
    .from(inboundEmails)
    .where(eq(inboundEmails.id, id));
  return row?.source || null;
}
