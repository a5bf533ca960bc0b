import { boolean, doublePrecision, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { AnswerVerdict, EvidencePassage } from '../../../domain/assistant/evidence.ts';
import type { Finding } from '../../../domain/assistant/finding.ts';
import type { ArticleId, ConversationId, MessageId, ProjectId } from '../../../domain/ids.ts';
import type { Language } from '../../../domain/language/language.ts';
import { createdAt, json, time } from '../base/columns.ts';
import { inConversation } from '../base/conversations.ts';

/**
 * What each answer of the assistant rests on, and each question that it left to a person: for agents only. What its
 * columns mean stands in `domain/assistant/evidence.ts`.
 */
export const answers = pgTable(
  'answers',
  {
    /** The answer's, or the one that it would have had: a question left to a person has a row and no message. */
    messageId: text().$type<MessageId>().primaryKey(),
    projectId: text().$type<ProjectId>().notNull(),
    conversationId: text().$type<ConversationId>().notNull(),
    question: text().notNull(),
    questionId: text().$type<MessageId>(),
    language: text().$type<Language>(),
    outcome: text().$type<AnswerVerdict>().notNull(),
    reason: text(),
    passages: json().$type<EvidencePassage[]>().notNull(),
    /** The passages' articles, each once. */
    articles: text().array().$type<ArticleId[]>().notNull(),
    cited: text().array().$type<ArticleId[]>().notNull(),
    model: text(),
    promptVersion: text().notNull(),
    findings: json().$type<Finding[]>().notNull(),
    tries: integer().notNull(),
    attempts: integer().notNull(),
    tokensIn: integer().notNull(),
    tokensOut: integer().notNull(),
    /** US dollars. */
    cost: doublePrecision(),
    milliseconds: integer().notNull(),
    /** The customer's thumb; null: they said nothing. */
    helpful: boolean(),
    helpfulAt: time(),
    createdAt: createdAt(),
  },
  (table) => [
    index().on(table.projectId, table.createdAt),
    index().on(table.conversationId),
    index().using('gin', table.articles),
    index().using('gin', table.cited),
    inConversation(table).onDelete('cascade'),
  ],
);
