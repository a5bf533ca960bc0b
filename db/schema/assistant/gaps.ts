import { boolean, foreignKey, index, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import type { AgentId, ArticleId, GapId, MessageId, ProjectId } from '../../../domain/ids.ts';
import type { CorrectionCause } from '../../../domain/knowledge/corrections/correction.ts';
import type { DraftedBy, GapState } from '../../../domain/knowledge/gaps/gap.ts';
import { createdAt, time } from '../base/columns.ts';
import { messages } from '../base/messages.ts';
import { agents, projects } from '../base/team.ts';
import { articles } from '../knowledge/knowledge.ts';
import { answers } from './answers.ts';

const projectId = () =>
  text()
    .$type<ProjectId>()
    .notNull()
    .references(() => projects.id, { onDelete: 'cascade' });

/** What was split off keeps its evidence under another id. */
const answerId = () =>
  text()
    .$type<MessageId>()
    .notNull()
    .references(() => answers.messageId, { onDelete: 'cascade', onUpdate: 'cascade' });

const agentId = () =>
  text()
    .$type<AgentId>()
    .references(() => agents.id, { onDelete: 'set null' });

/** Questions that the docs did not answer, by likeness. */
export const gaps = pgTable(
  'gaps',
  {
    id: text().$type<GapId>().primaryKey(),
    projectId: projectId(),
    state: text().$type<GapState>().notNull().default('open'),
    /** The article that was to fill it. */
    articleId: text()
      .$type<ArticleId>()
      .references(() => articles.id, { onDelete: 'set null' }),
    settledAt: time(),
    settledBy: agentId(),
    /** Its questions are asked again: since when. */
    tryingSince: time(),
    triedAt: time(),
    createdAt: createdAt(),
  },
  (table) => [unique().on(table.projectId, table.id), index().on(table.projectId, table.state)],
);

/** One question that was not answered, by the answer it did not get. */
export const gapQuestions = pgTable(
  'gap_questions',
  {
    answerId: answerId().primaryKey(),
    projectId: projectId(),
    /** Null: no article can answer it. */
    gapId: text().$type<GapId>(),
    /** By which it is compared with others. */
    terms: text().array().notNull(),
    /** Whether the docs answered it when it was last asked again. */
    answeredNow: boolean(),
    createdAt: createdAt(),
  },
  (table) => [
    index().on(table.gapId),
    index().on(table.projectId, table.createdAt),
    foreignKey({
      columns: [table.projectId, table.gapId],
      foreignColumns: [gaps.projectId, gaps.id],
    }).onDelete('cascade'),
  ],
);

/** An article for a gap, out of an agent's reply: it goes with that reply. */
export const gapDrafts = pgTable(
  'gap_drafts',
  {
    gapId: text()
      .$type<GapId>()
      .primaryKey()
      .references(() => gaps.id, { onDelete: 'cascade' }),
    /** The reply. */
    messageId: text()
      .$type<MessageId>()
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    /** Which the article will have. */
    articleId: text().$type<ArticleId>().notNull(),
    title: text().notNull(),
    text: text().notNull(),
    by: text().$type<DraftedBy>().notNull(),
    personal: text().array().notNull(),
    /** A model writes it: since when. */
    writingSince: time(),
    /** Why a model did not, for people. */
    problem: text(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.messageId), index().on(table.articleId)],
);

/** An answer that cited words which its article does not say any more. */
export const corrections = pgTable(
  'corrections',
  {
    answerId: answerId(),
    projectId: projectId(),
    /** Which may be deleted. */
    articleId: text().$type<ArticleId>().notNull(),
    /** Of the passage, as the evidence has it. */
    hash: text().notNull(),
    title: text().notNull(),
    heading: text(),
    /** What the passage said. */
    was: text().notNull(),
    cause: text().$type<CorrectionCause>().notNull(),
    /** An agent took the ready text into the conversation. */
    begunAt: time(),
    dismissedAt: time(),
    settledBy: agentId(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.answerId, table.hash] }),
    index().on(table.projectId, table.createdAt),
    index().on(table.articleId),
  ],
);
