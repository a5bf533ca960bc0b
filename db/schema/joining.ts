import { sql } from 'drizzle-orm';
import { pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { AgentId, InvitationId, ProjectId } from '../../domain/ids.ts';
import type { Role } from '../../domain/project/roles.ts';
import { createdAt, time } from './base/columns.ts';
import { agents, projects } from './base/team.ts';

/** Who was on the team once: what they did keeps their name. */
export const formerMembers = pgTable(
  'former_members',
  {
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    agentId: text()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id, { onDelete: 'cascade' }),
    leftAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.agentId] })],
);

/** Who may join a team by a link that was mailed or passed on. Ended ones stay: each link says what became of it. */
export const invitations = pgTable(
  'invitations',
  {
    id: text().$type<InvitationId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** Lower case. */
    email: text().notNull(),
    role: text().$type<Role>().notNull(),
    /** SHA-256 of the link's token, which nobody keeps: another link for the same invitation ends this one. */
    tokenHash: text().notNull().unique(),
    /** Null: from the shell, or by somebody whose account is gone. */
    invitedBy: text()
      .$type<AgentId>()
      .references(() => agents.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    /** When the provider took its present link as a mail; null: the link was shown to whoever invites. */
    sentAt: time(),
    expiresAt: time().notNull(),
    acceptedAt: time(),
    revokedAt: time(),
  },
  (table) => [
    uniqueIndex('invitations_open')
      .on(table.projectId, table.email)
      .where(sql.raw(`"accepted_at" is null and "revoked_at" is null`)),
  ],
);
