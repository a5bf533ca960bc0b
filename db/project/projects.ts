import { and, asc, eq } from 'drizzle-orm';
import { newId, type AgentId, type ConversationId, type ProjectId } from '../../domain/ids.ts';
import type { Retention } from '../../domain/project/erasure.ts';
import type { Role } from '../../domain/project/roles.ts';
import type { Channel } from '../../domain/message.ts';
import type { MailPolicy } from '../../domain/inbox/views.ts';
import type { Queryable } from '../connection/database.ts';
import { conversations, memberships, projects } from '../schema/schema.ts';

export type Project = typeof projects.$inferSelect;

export async function findProjectByKey(db: Queryable, widgetKey: string): Promise<Project | null> {
  const [row] = await db.select().from(projects).where(eq(projects.widgetKey, widgetKey));
  return row ?? null;
}

export async function findProject(db: Queryable, id: ProjectId): Promise<Project | null> {
  const [row] = await db.select().from(projects).where(eq(projects.id, id));
  return row ?? null;
}

/** The projects an agent works for, oldest first, and their role in each. */
export async function listProjects(
  db: Queryable,
  agentId: AgentId,
): Promise<{ id: ProjectId; name: string; role: Role }[]> {
  return db
    .select({ id: projects.id, name: projects.name, role: memberships.role })
    .from(projects)
    .innerJoin(memberships, eq(memberships.projectId, projects.id))
    .where(eq(memberships.agentId, agentId))
    .orderBy(asc(projects.createdAt), asc(projects.id));
}

/** Null: not on the project's team. */
export async function findRole(
  db: Queryable,
  who: { projectId: ProjectId; agentId: AgentId },
): Promise<Role | null> {
  const [row] = await db
    .select({ role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.projectId, who.projectId), eq(memberships.agentId, who.agentId)));
  return row?.role ?? null;
}

export type ProjectSettings = Pick<
  Project,
  'name' | 'greeting' | 'allowedOrigins' | 'supportAddress' | 'model' | 'systemPrompt'
> &
  Partial<
    Pick<
      Project,
      | 'undoSeconds'
      | 'mailPolicy'
      | 'assistantAnswersMail'
      | 'acknowledgesMail'
      | 'maxConversationsADay'
      | 'maxModelCallsADay'
      | 'maxTokensADay'
      | keyof Retention
    >
  >;

export async function saveSettings(db: Queryable, id: ProjectId, settings: ProjectSettings): Promise<void> {
  await db.update(projects).set(settings).where(eq(projects.id, id));
}

export async function saveSenderName(db: Queryable, id: ProjectId, senderName: string | null): Promise<void> {
  await db.update(projects).set({ senderName }).where(eq(projects.id, id));
}

/** Every project of the installation, oldest first. */
export async function listAllProjects(db: Queryable): Promise<Project[]> {
  return db.select().from(projects).orderBy(asc(projects.createdAt), asc(projects.id));
}

/** The installation's oldest project: the demo page shows it, and mail that belongs to no other lands there. */
export async function findFirstProject(db: Queryable): Promise<Project | null> {
  const [row] = await db.select().from(projects).orderBy(asc(projects.createdAt), asc(projects.id)).limit(1);
  return row ?? null;
}

/** The project every installation begins with: made when there is none. */
export async function ensureFirstProject(db: Queryable, supportAddress: string): Promise<Project> {
  const existing = await findFirstProject(db);
  if (existing) return existing;
  const greeting = 'Hi! Ask me anything about our product.';
  const [made] = await db
    .insert(projects)
    .values({ id: newId('prj'), name: 'Acme', widgetKey: newId('pk'), greeting, supportAddress })
    .returning();
  return made!;
}

export async function addMember(
  db: Queryable,
  member: { projectId: ProjectId; agentId: AgentId; role: Role },
): Promise<void> {
  await db.insert(memberships).values(member).onConflictDoNothing();
}

/** What decides how long a reply waits. */
export async function findReplySettings(
  db: Queryable,
  id: ConversationId,
): Promise<{ undoSeconds: number; mailPolicy: MailPolicy; channel: Channel } | null> {
  const { undoSeconds, mailPolicy } = projects;
  const [row] = await db
    .select({ undoSeconds, mailPolicy, channel: conversations.channel })
    .from(conversations)
    .innerJoin(projects, eq(projects.id, conversations.projectId))
    .where(eq(conversations.id, id));
  return row ?? null;
}
