import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Quirks } from '../../../domain/assistant/quirks.ts';
import type { ArticleId, PassageId, ProjectId, SourceId, VersionId } from '../../../domain/ids.ts';
import type {
  ArticleAudience,
  PageState,
  Schedule,
  SourceKind,
  SourceState,
} from '../../../domain/knowledge/sources/source.ts';
import { bytea, createdAt, json, time } from './columns.ts';
import { projects } from './team.ts';

const projectId = () =>
  text()
    .$type<ProjectId>()
    .notNull()
    .references(() => projects.id, { onDelete: 'cascade' });

/** Where articles come from, besides whoever writes them here. */
export const sources = pgTable(
  'sources',
  {
    id: text().$type<SourceId>().primaryKey(),
    projectId: projectId(),
    kind: text().$type<SourceKind>().notNull(),
    /** A URL; of a file, its name. */
    address: text().notNull(),
    filter: text().notNull().default(''),
    schedule: text().$type<Schedule>().notNull().default('never'),
    /** What its new articles begin with. */
    audience: text().$type<ArticleAudience>().notNull().default('everyone'),
    folder: text().notNull().default(''),
    state: text().$type<SourceState>().notNull().default('reading'),
    /** Why nothing could be read, for people. */
    problem: text(),
    /** The number of the reading whose pages `crawled_pages` has. */
    reading: integer().notNull().default(0),
    /** Of a file: its bytes. */
    content: bytea(),
    readAt: time(),
    createdAt: createdAt(),
  },
  (table) => [unique().on(table.projectId, table.id), index().on(table.projectId, table.createdAt)],
);

export const articles = pgTable(
  'articles',
  {
    id: text().$type<ArticleId>().primaryKey(),
    projectId: projectId(),
    title: text().notNull(),
    /** Markdown or plain text. */
    text: text().notNull(),
    /** Null: written here, or put by the API. */
    sourceId: text().$type<SourceId>(),
    /** Where it can be read; what a citation opens. */
    sourceUrl: text(),
    /** Its name in another system, which puts it by the API; of an import, what makes it the same one next time. */
    externalId: text(),
    enabled: boolean().notNull().default(true),
    /** By the name of one of our languages; null: it does not show. */
    language: text(),
    audience: text().$type<ArticleAudience>().notNull().default('everyone'),
    /** Empty: in none. */
    folder: text().notNull().default(''),
    /** When its source was last seen to hold it. */
    checkedAt: time(),
    /** Since when its source has it no more; null: it has, or somebody decided that it stays. */
    vanishedAt: time(),
    /** Somebody decided that it stays although its source has it no more. */
    keptVanished: boolean().notNull().default(false),
    /** The project's docs revision when it, or whom it answers, last changed: what an index has to read again. */
    revision: integer().notNull().default(0),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (table) => [
    unique().on(table.projectId, table.id),
    index().on(table.projectId, table.updatedAt),
    index().on(table.projectId, table.revision),
    uniqueIndex('articles_external')
      .on(table.projectId, table.externalId)
      .where(sql`${table.sourceId} is null`),
    uniqueIndex('articles_of_source').on(table.sourceId, table.externalId),
    foreignKey({
      columns: [table.projectId, table.sourceId],
      foreignColumns: [sources.projectId, sources.id],
    }).onDelete('cascade'),
  ],
);

/** What an article said before it was changed. */
export const articleVersions = pgTable(
  'article_versions',
  {
    id: text().$type<VersionId>().primaryKey(),
    articleId: text()
      .$type<ArticleId>()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    title: text().notNull(),
    text: text().notNull(),
    /** Until when it was the article. */
    at: createdAt(),
    /** What took its place: an edit here, its source, or the API. */
    why: text().$type<'edited' | 'read' | 'api'>().notNull(),
  },
  (table) => [index().on(table.articleId, table.at)],
);

/** The pages of a source's newest reading: what is read, and what is still to be. */
export const crawledPages = pgTable(
  'crawled_pages',
  {
    sourceId: text()
      .$type<SourceId>()
      .notNull()
      .references(() => sources.id, { onDelete: 'cascade' }),
    reading: integer().notNull(),
    url: text().notNull(),
    /** In the order in which they were found. */
    position: integer().generatedAlwaysAsIdentity(),
    state: text().$type<PageState>().notNull().default('waiting'),
    /** Why it was not read, for people. */
    problem: text(),
    tries: integer().notNull().default(0),
    /** How many articles it became. */
    articles: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.sourceId, table.reading, table.url] }),
    index().on(table.sourceId, table.reading, table.state, table.tries, table.position),
  ],
);

export const passages = pgTable(
  'passages',
  {
    id: text().$type<PassageId>().primaryKey(),
    projectId: text().$type<ProjectId>().notNull(),
    articleId: text().$type<ArticleId>().notNull(),
    position: integer().notNull(),
    heading: text(),
    text: text().notNull(),
  },
  (table) => [
    unique().on(table.articleId, table.position),
    foreignKey({
      columns: [table.projectId, table.articleId],
      foreignColumns: [articles.projectId, articles.id],
    }).onDelete('cascade'),
  ],
);

/** What an endpoint's refusals taught about one of its models: of the installation, not of a project. */
export const modelQuirks = pgTable(
  'model_quirks',
  {
    /** Its base address, without what may be secret in it. */
    endpoint: text().notNull(),
    model: text().notNull(),
    quirks: json().$type<Partial<Quirks>>().notNull(),
    updatedAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.endpoint, table.model] })],
);
/** What another system puts articles with; only its hash is kept. */
export const docsTokens = pgTable('docs_tokens', {
  projectId: text()
    .$type<ProjectId>()
    .primaryKey()
    .references(() => projects.id, { onDelete: 'cascade' }),
  /** SHA-256 in hex. */
  hash: text().notNull().unique(),
  createdAt: createdAt(),
});
