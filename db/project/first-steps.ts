import { and, eq, isNull, sql } from 'drizzle-orm';
import type { ProjectId } from '../../domain/ids.ts';
import type { FirstStepFacts } from '../../domain/project/first-steps.ts';
import type { Queryable } from '../connection/database.ts';
import { projects } from '../schema/schema.ts';

type Facts = Omit<FirstStepFacts, 'provider'> & { hidden: boolean; widgetKey: string };

const exists = (query: ReturnType<typeof sql>) => sql<boolean>`exists (${query})`;

/** What is there of a project's first steps, in one question. Null: there is no such project. */
export async function readFirstSteps(
  db: Queryable,
  { projectId, ownOrigins }: { projectId: ProjectId; ownOrigins: string[] },
): Promise<Facts | null> {
  const ownPages = sql.join(
    ownOrigins.map((origin) => sql`c.page->>'url' not like ${`${origin}/%`}`),
    sql` and `,
  );
  const [row] = await db
    .select({
      name: projects.name,
      widgetKey: projects.widgetKey,
      hidden: sql<boolean>`${projects.firstStepsHiddenAt} is not null`,
      settingsSaved: exists(
        sql`select from audit_log where project_id = ${projectId} and act = 'settings_changed'`,
      ),
      articles: exists(sql`select from articles where project_id = ${projectId}`),
      answered: exists(sql`select from messages m join conversations c on c.id = m.conversation_id
        where c.project_id = ${projectId} and c.channel = 'widget'
          and m.kind = 'message' and m.author->>'by' = 'assistant'`),
      onSomePage: exists(sql`select from conversations c where c.project_id = ${projectId}
        and c.visitor_id is not null and c.page->>'url' like 'http%' and ${ownPages}`),
      mailCame: sql<boolean>`(${exists(
        sql`select from test_mails where project_id = ${projectId} and arrived_at is not null`,
      )} or ${exists(sql`select from inbound_emails where project_id = ${projectId}
        and agent_mail_id is null and quarantine is null`)})`,
      members: sql<number>`(select count(*)::int from memberships where project_id = ${projectId})`,
      invited: exists(sql`select from invitations where project_id = ${projectId}
        and accepted_at is null and revoked_at is null and expires_at > now()`),
    })
    .from(projects)
    .where(and(eq(projects.id, projectId), isNull(projects.deletingAt)));
  return row ?? null;
}

/** For the whole team, until somebody wants them back. */
export async function hideFirstSteps(
  db: Queryable,
  { projectId, hidden }: { projectId: ProjectId; hidden: boolean },
): Promise<void> {
  await db
    .update(projects)
    .set({ firstStepsHiddenAt: hidden ? new Date() : null })
    .where(eq(projects.id, projectId));
}
