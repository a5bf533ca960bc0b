import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { ModeSettings } from '../../domain/assistant/modes/mode.ts';
import { newId, type AgentId, type ConversationId, type ProjectId } from '../../domain/ids.ts';
import { FIRST_NAME } from '../../domain/project/first-steps.ts';
import type { Retention } from '../../domain/project/erasure.ts';
import { changesBetween, type AuditChanges } from '../../domain/project/audit.ts';
import type { Role } from '../../domain/project/roles.ts';
import type { Channel } from '../../domain/message.ts';
import type { MailPolicy } from '../../domain/inbox/views.ts';
import type { Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import { conversations, memberships, projects } from '../schema/schema.ts';

export type Project = typeof projects.$inferSelect;

/** Those at work before archived ones, then oldest first. */
export const byStanding = [
  sql`${projects.archivedAt} is not null`,
  asc(projects.createdAt),
  asc(projects.id),
] as const;

/** One that is being deleted is nobody's any more. */
const stands = isNull(projects.deletingAt);

export async function findProjectByKey(db: Queryable, widgetKey: string): Promise<Project | null> {
  const [row] = await db
    .select()
    .from(projects)
    .where(and(eq(projects.widgetKey, widgetKey), stands));
  return row ?? null;
}

export async function findProject(db: Queryable, id: ProjectId): Promise<Project | null> {
  const [row] = await db
    .select()
    .from(projects)
    .where(and(eq(projects.id, id), stands));
  return row ?? null;
}

/** A project as one of its team sees it among others. */
export interface OwnProject {
  id: ProjectId;
  name: string;
  role: Role;
  archived: boolean;
}

/** Says of a project what its agents see among others. */
export const ownProject = {
  id: projects.id,
  name: projects.name,
  role: memberships.role,
  archived: sql<boolean>`${projects.archivedAt} is not null`,
};

/** The projects an agent works for, those at work first, and their role in each. */
export async function listProjects(db: Queryable, agentId: AgentId): Promise<OwnProject[]> {
  return db
    .select(ownProject)
    .from(projects)
    .innerJoin(memberships, eq(memberships.projectId, projects.id))
    .where(and(eq(memberships.agentId, agentId), stands))
    .orderBy(...byStanding);
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
      | 'linkHosts'
      | 'language'
      | 'embeddingModel'
      | 'undoSeconds'
      | 'mailPolicy'
      | 'assistantAnswersMail'
      | keyof ModeSettings
      | 'acknowledgesMail'
      | 'ratingMailMinutes'
      | 'maxConversationsADay'
      | 'maxModelCallsADay'
      | 'maxTokensADay'
      | 'maxMoneyADay'
      | 'maxTurnsAConversation'
      | 'maxTokensAConversation'
      | 'maxMoneyAConversation'
      | 'maxTurnsAVisitor'
      | 'maxTokensAVisitor'
      | 'maxMoneyAVisitor'
      | keyof Retention
    >
  >;

/** @returns what changed by it, field by field; null: nothing. */
export async function saveSettings(
  tx: Queryable,
  id: ProjectId,
  settings: Partial<ProjectSettings> &
    Partial<Pick<Project, 'modelPrice' | 'senderName' | 'businessHours' | 'escalateAgainMinutes'>>,
): Promise<AuditChanges | null> {
  const [before] = await tx.select().from(projects).where(eq(projects.id, id)).for('update');
  const changes = changesBetween(before ?? {}, settings);
  if (changes) await tx.update(projects).set(settings).where(eq(projects.id, id));
  if (changes?.['name']) await notify(tx, { kind: 'team', projectId: id });
  return changes;
}

/** Every project of the installation, those at work first, then oldest first. */
export async function listAllProjects(db: Queryable): Promise<Project[]> {
  return db
    .select()
    .from(projects)
    .where(stands)
    .orderBy(...byStanding);
}

/** The oldest project at work: the demo page shows it, and mail that belongs to no other lands there. */
export async function findFirstProject(db: Queryable): Promise<Project | null> {
  const [row] = await db
    .select()
    .from(projects)
    .where(stands)
    .orderBy(...byStanding)
    .limit(1);
  return row ?? null;
}

/** What the widget says first until somebody writes something better. */
export const GREETING = 'Hi! Ask me anything about our product.';

/** The project every installation begins with: made when there is none. */
export async function ensureFirstProject(db: Queryable, supportAddress: string): Promise<Project> {
  const existing = await findFirstProject(db);
  if (existing) return existing;
  const [made] = await db
    .insert(projects)
    .values({
      id: newId('prj'),
      name: FIRST_NAME,
      widgetKey: newId('pk'),
      greeting: GREETING,
      supportAddress,
    })
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
