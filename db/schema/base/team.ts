import {
  bigint,
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import type { AfterDeadline, MailMode, Mode } from '../../../domain/assistant/modes/mode.ts';
import type { AgentId, ProjectId } from '../../../domain/ids.ts';
import type { MailPolicy, NotifyByMail } from '../../../domain/inbox/views.ts';
import type { Role } from '../../../domain/project/roles.ts';
import type { SearchLanguage } from '../../../domain/search/search-languages.ts';
import type { BusinessHours } from '../../../domain/project/business-hours.ts';
import { createdAt, json, time } from './columns.ts';

/** Also better-auth's `user`: an agent is the only kind of user there is. */
export const agents = pgTable('agents', {
  id: text().$type<AgentId>().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean().notNull().default(false),
  image: text(),
  /** Whether a password alone no longer signs them in. */
  twoFactorEnabled: boolean().notNull().default(false),
  /** Markdown, below every mail the agent writes. */
  signature: text(),
  /** When to tell them of customers' messages by mail. */
  notifyByMail: text().$type<NotifyByMail>().notNull().default('away'),
  createdAt: createdAt(),
  updatedAt: createdAt(),
});

export const sessions = pgTable('sessions', {
  id: text().primaryKey(),
  token: text().notNull().unique(),
  userId: text()
    .$type<AgentId>()
    .notNull()
    .references(() => agents.id, { onDelete: 'cascade' }),
  expiresAt: time().notNull(),
  ipAddress: text(),
  userAgent: text(),
  /** When whoever holds it last proved who they are: dangerous acts ask for that to be fresh. */
  provenAt: createdAt(),
  /** What counts as both steps, when they came in or went on by it; null: a password, and a code where there is an authenticator. */
  provenBy: text().$type<'passkey' | 'provider'>(),
  createdAt: createdAt(),
  updatedAt: createdAt(),
});

export const accounts = pgTable('accounts', {
  id: text().primaryKey(),
  accountId: text().notNull(),
  providerId: text().notNull(),
  userId: text()
    .$type<AgentId>()
    .notNull()
    .references(() => agents.id, { onDelete: 'cascade' }),
  accessToken: text(),
  refreshToken: text(),
  idToken: text(),
  accessTokenExpiresAt: time(),
  refreshTokenExpiresAt: time(),
  scope: text(),
  password: text(),
  createdAt: createdAt(),
  updatedAt: createdAt(),
});

export const verifications = pgTable('verifications', {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: time().notNull(),
  createdAt: createdAt(),
  updatedAt: createdAt(),
});

export const projects = pgTable('projects', {
  id: text().$type<ProjectId>().primaryKey(),
  name: text().notNull(),
  /** Public: it stands in the script tag, names the project, and carries no right. */
  widgetKey: text().notNull().unique(),
  /** Origins that may show the widget; empty means any. */
  allowedOrigins: text().array().notNull().default([]),
  greeting: text().notNull(),
  /** The From of every mail, and the first of the addresses where customers may write. */
  supportAddress: text().notNull(),
  /** The name in From, `{agent}` standing for the agent's own; null: the agent's and the project's. */
  senderName: text(),
  /** What most of its customers write, by the name of a stemmer: a search finds a word's other forms. */
  language: text().$type<SearchLanguage>().notNull().default('english'),
  /** Null: the installation's default. */
  model: text(),
  /** By what passages are found by their meaning. Null: the installation's; `off`: by words alone. */
  embeddingModel: text(),
  systemPrompt: text(),
  /** Hosts that the assistant may link to besides those of the docs. */
  linkHosts: text().array().notNull().default([]),
  /** What a million tokens cost, where the list of prices does not say; null: as listed. */
  modelPrice: json().$type<{ input: number; output: number }>(),
  /** How long a reply can be undone. */
  undoSeconds: integer().notNull().default(5),
  /** Whether a reply that the visitor read in the chat is mailed all the same. */
  mailPolicy: text().$type<MailPolicy>().notNull().default('unlessRead'),
  /** Whether what the assistant says to a customer's mail is mailed. */
  assistantAnswersMail: boolean().notNull().default(false),
  /** What the assistant may do in the chat, and with mail that it answers at all. */
  chatMode: text().$type<Mode>().notNull().default('auto'),
  mailMode: text().$type<MailMode>().notNull().default('auto'),
  /** How long its answer waits for an agent, in minutes, and what becomes of it then. */
  draftMinutes: integer().notNull().default(15),
  draftThen: text().$type<AfterDeadline>().notNull().default('person'),
  /** Whether a mail that waits for a person is acknowledged. */
  acknowledgesMail: boolean().notNull().default(false),
  /** How long after a conversation was closed its customer is asked by mail how it was, in minutes; null: never. */
  ratingMailMinutes: integer(),
  /** What a project may use in a day (UTC) before people go on alone: a stranger's script ends here, a busy day does not. */
  maxConversationsADay: integer().notNull().default(1_000),
  maxModelCallsADay: integer().notNull().default(2_000),
  maxTokensADay: integer().notNull().default(5_000_000),
  /** US dollars; null, here and below: no limit. */
  maxMoneyADay: doublePrecision(),
  /** What the assistant may spend on one conversation. */
  maxTurnsAConversation: integer(),
  maxTokensAConversation: integer(),
  maxMoneyAConversation: doublePrecision(),
  /** What it may spend on one visitor or customer in a day (UTC), in all their conversations. */
  maxTurnsAVisitor: integer(),
  maxTokensAVisitor: integer(),
  maxMoneyAVisitor: doublePrecision(),
  /** Whether its test questions run every night. */
  testsNightly: boolean().notNull().default(false),
  /** Grows with every change of an article: the key of every cached index. */
  docsRevision: integer().notNull().default(0),
  /** For how many days closed conversations, mails as they came and visitors without a conversation are kept; null: for ever. */
  closedDays: integer(),
  rawMailDays: integer(),
  visitorDays: integer(),
  /** When people answer; null: always. */
  businessHours: json().$type<BusinessHours>(),
  /** How many of their minutes nobody may have taken a conversation before it is escalated again; null: never. */
  escalateAgainMinutes: integer().default(30),
  /** Whether a password alone lets nobody of its team in. */
  requiresSecondStep: boolean().notNull().default(false),
  /** Since when its team wants to see no more of the first steps; null: they show until all are done. */
  firstStepsHiddenAt: time(),
  /** Since when it takes no new chats and is out of the team's way; null: it is at work. */
  archivedAt: time(),
  /** Since when it is being deleted: for everybody it is gone, only its rows and histories are not yet. */
  deletingAt: time(),
  createdAt: createdAt(),
});

/** Where customers may write to besides the address that mail leaves from. An address belongs to one project alone. */
export const supportAddresses = pgTable(
  'support_addresses',
  {
    /** Lower case. */
    email: text().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** Its place in the list. */
    position: integer().notNull(),
  },
  (table) => [index().on(table.projectId, table.position)],
);

export const memberships = pgTable(
  'memberships',
  {
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    agentId: text()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id, { onDelete: 'cascade' }),
    role: text().$type<Role>().notNull().default('agent'),
    /** When the inbox was last open in one of their browsers, to the minute; null: never yet. */
    seenAt: time(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.agentId] }), index().on(table.agentId)],
);

/** What a project has used of its ceilings, by day (UTC). */
export const dailyUse = pgTable(
  'daily_use',
  {
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    day: date().notNull(),
    conversations: integer().notNull().default(0),
    modelCalls: integer().notNull().default(0),
    tokens: bigint({ mode: 'number' }).notNull().default(0),
    /** US dollars, as far as a price is known. */
    money: doublePrecision().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.day] })],
);
