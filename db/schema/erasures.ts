import { pgTable, text } from 'drizzle-orm/pg-core';
import type { AgentId, ConversationId, ProjectId } from '../../domain/ids.ts';
import type { ErasureKind } from '../../domain/project/erasure.ts';
import { createdAt, time } from './base/columns.ts';
import { agents, projects } from './base/team.ts';

/** Conversations whose histories Temporal has still to forget. Written with the deletion itself, so that no crash leaves words behind. */
export const erasures = pgTable('erasures', {
  conversationId: text().$type<ConversationId>().primaryKey(),
  projectId: text()
    .$type<ProjectId>()
    .notNull()
    .references(() => projects.id, { onDelete: 'cascade' }),
  kind: text().$type<ErasureKind>().notNull(),
  /** Null: the project's retention, or the command line. */
  askedBy: text()
    .$type<AgentId>()
    .references(() => agents.id, { onDelete: 'set null' }),
  createdAt: createdAt(),
  finishedAt: time(),
});
