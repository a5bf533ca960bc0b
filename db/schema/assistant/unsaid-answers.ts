import { boolean, doublePrecision, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { AfterDeadline } from '../../../domain/assistant/modes/mode.ts';
import type { AgentId, DraftId, MessageId, ProjectId } from '../../../domain/ids.ts';
import type { AnswerDecision, Citation } from '../../../domain/message.ts';
import { createdAt, json, time } from '../base/columns.ts';
import { messages } from '../base/messages.ts';
import { agents, projects } from '../base/team.ts';
import { answers } from './answers.ts';

/** The words of answers that no customer sees: those that wait, or waited, for an agent, and those drafted beside agents. */
export const unsaidAnswers = pgTable(
  'unsaid_answers',
  {
    answerId: text()
      .$type<MessageId>()
      .primaryKey()
      .references(() => answers.messageId, { onDelete: 'cascade', onUpdate: 'cascade' }),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    draftId: text().$type<DraftId>().notNull().unique(),
    /** Drafted beside agents: it waited for nobody. */
    isShadow: boolean().notNull(),
    /** Empty: the assistant would have asked for a person. */
    text: text().notNull(),
    citations: json().$type<Citation[]>().notNull(),
    /** How long it was to wait for an agent, in milliseconds, and what then; null beside agents. */
    waitMs: integer(),
    then: text().$type<AfterDeadline>(),
    /** Null: it waits, or nothing was to be decided. */
    decision: text().$type<AnswerDecision>(),
    decidedBy: text()
      .$type<AgentId>()
      .references(() => agents.id, { onDelete: 'set null' }),
    decidedAt: time(),
    /** What an agent sent in its place, or beside it. */
    replyId: text()
      .$type<MessageId>()
      .references(() => messages.id, { onDelete: 'set null' }),
    /** How alike the two are, 0 to 1. */
    likeness: doublePrecision(),
    /** Whether they say the same, as it was measured; null: nothing could be compared. */
    agrees: boolean(),
    /** The same, as an agent says. */
    marked: boolean(),
    markedBy: text()
      .$type<AgentId>()
      .references(() => agents.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.projectId, table.isShadow, table.createdAt), index().on(table.replyId)],
);
