import { boolean, foreignKey, index, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import type { AgentId, ConversationId, Id, ProjectId } from '../../domain/ids.ts';
import type { NoticeRoad, NoticeState } from '../../domain/notices/notice.ts';
import type { WebhookKind } from '../../domain/notices/webhook-payload.ts';
import { createdAt, json, time } from './base/columns.ts';
import { inConversation } from './base/conversations.ts';
import { agents, memberships, projects } from './base/team.ts';

/** What the installation made for itself once, whatever its projects: `vapid` is its pair of keys for push services. */
export const installation = pgTable('installation', {
  name: text().primaryKey(),
  value: json().notNull(),
});

/** What a member wants to hear of conversations that nobody has taken. No row: everything. */
export const noticeSettings = pgTable(
  'notice_settings',
  {
    projectId: text().$type<ProjectId>().notNull(),
    agentId: text().$type<AgentId>().notNull(),
    hears: boolean().notNull().default(true),
    mail: boolean().notNull().default(true),
    push: boolean().notNull().default(true),
    sound: boolean().notNull().default(true),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.agentId] }),
    foreignKey({
      columns: [table.projectId, table.agentId],
      foreignColumns: [memberships.projectId, memberships.agentId],
    }).onDelete('cascade'),
  ],
);

/** When an agent is left alone, in all their projects. No row: never. */
export const quietTimes = pgTable('quiet_times', {
  agentId: text()
    .$type<AgentId>()
    .primaryKey()
    .references(() => agents.id, { onDelete: 'cascade' }),
  /** `22:00`; null with `until`: no quiet hours. */
  from: text(),
  until: text(),
  /** IANA. */
  timeZone: text().notNull(),
  isAway: boolean().notNull().default(false),
  /** When they are back; null: when they say so. */
  awayUntil: time(),
});

/** A browser of an agent that shows notices while nothing of the inbox is open in it. */
export const pushSubscriptions = pgTable(
  'push_subscriptions',
  {
    id: text().$type<Id<'psh'>>().primaryKey(),
    agentId: text()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id, { onDelete: 'cascade' }),
    /** Of the browser's push service. Whoever knows it and the keys can write there. */
    endpoint: text().notNull().unique(),
    p256dh: text().notNull(),
    auth: text().notNull(),
    /** What the browser says of itself. */
    browser: text().notNull(),
    /** Why the last notice was not taken, in words; null: it was. */
    failure: text(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.agentId)],
);

/** Where a project's notices go besides: a channel of Slack, Discord or Teams. */
export const webhooks = pgTable(
  'webhooks',
  {
    id: text().$type<Id<'whk'>>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    kind: text().$type<WebhookKind>().notNull(),
    /** Secret from its path on. */
    url: text().notNull(),
    /** Why the last notice did not arrive, in words; null: it did. */
    failure: text(),
    failedAt: time(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.projectId)],
);

/** Who was told of what, and whether it arrived. No words: they are read when a notice leaves. */
export const notices = pgTable(
  'notices',
  {
    id: text().$type<Id<'ntc'>>().primaryKey(),
    projectId: text().$type<ProjectId>().notNull(),
    conversationId: text().$type<ConversationId>().notNull(),
    /** Names the burst: when it was first due. */
    burst: text().notNull(),
    road: text().$type<NoticeRoad>().notNull(),
    /** An agent's id for mail, a browser's for push, a webhook's. */
    recipient: text().$type<AgentId | Id<'psh'> | Id<'whk'>>().notNull(),
    state: text().$type<NoticeState>().notNull().default('pending'),
    /** In words. */
    reason: text(),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.conversationId, table.burst, table.recipient),
    inConversation(table).onDelete('cascade'),
  ],
);
