import { index, pgTable, text } from 'drizzle-orm/pg-core';
import type { AgentId, Id, ProjectId } from '../../domain/ids.ts';
import type { AuditAct, AuditChanges } from '../../domain/project/audit.ts';
import { createdAt, json } from './base/columns.ts';
import { agents, projects } from './base/team.ts';

/** Who changed what in a project. Written with the change itself; nothing changes or deletes a row but the project's end. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: text().$type<Id<'aud'>>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** Null: from the shell, or somebody whose account is gone. */
    agentId: text()
      .$type<AgentId>()
      .references(() => agents.id, { onDelete: 'set null' }),
    /** What they were called then. */
    byName: text().notNull(),
    act: text().$type<AuditAct>().notNull(),
    about: text(),
    changes: json().$type<AuditChanges>(),
    /** The network it came from; null: the shell. */
    network: text(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.projectId, table.createdAt, table.id)],
);
